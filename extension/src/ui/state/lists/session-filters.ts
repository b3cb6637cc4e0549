/** What the rows are narrowed down to: by an inquiry both lists, by the rest sessions that stand for themselves. */
import type { ListFilter } from '../../../messages/messages.ts'

export type SessionFilters = Pick<
  ListFilter<'app:sessions.list'>,
  'inquiry' | 'externalId' | 'workflow' | 'scope' | 'from' | 'to'
>

export const NO_FILTERS: SessionFilters = {}

export const hasNoFilters = (sessionFilters: SessionFilters): boolean =>
  Object.keys(sessionFilters).length === 0
