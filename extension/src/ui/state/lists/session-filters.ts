/** What the rows are narrowed down to: by an inquiry both lists, by the rest sessions that stand for themselves. */
import type { ListFilter } from '../../../messages/messages.ts'

export type Narrowing = Pick<
  ListFilter<'app:sessions.list'>,
  'inquiry' | 'externalId' | 'workflow' | 'scope' | 'from' | 'to'
>

export const WIDE: Narrowing = {}

export const isWide = (narrowing: Narrowing): boolean => Object.keys(narrowing).length === 0
