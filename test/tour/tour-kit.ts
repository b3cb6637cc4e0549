/** What every part of the tour is handed. */
import type { Page } from 'playwright-core'
import type { Surface } from '../harness/surface.ts'

/** Runs a step, and prints how long it took. */
export type TourStep = <T>(name: string, run: () => Promise<T>) => Promise<T>
/** Takes it in light and dark. */
export type TourPicture = (surface: Surface | Page, name: string) => Promise<void>
