/** What the sessions of a provider can be narrowed down to where no inquiry stands above them. */
import type { ListFilter } from '../../messages.ts'

export type Narrowing = Pick<
  ListFilter<'app:sessions.list'>,
  'externalId' | 'workflow' | 'scope' | 'from' | 'to'
>

export const WIDE: Narrowing = {}

export const isWide = (narrowing: Narrowing): boolean => Object.keys(narrowing).length === 0
