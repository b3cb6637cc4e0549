/** The languages that come with Inquiry Lens. The first stands in for what another one lacks. */
import { DE } from './de.ts'
import { EN } from './en.ts'
import { ES } from './es.ts'
import { FR } from './fr.ts'
import type { WholePack } from './reply-pack.ts'

export const PACKS: readonly [WholePack, ...WholePack[]] = [EN, DE, ES, FR]
