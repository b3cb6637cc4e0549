/** The cases that the agent opened last. */

import { listWords } from '../../locales/lists.ts'
import { commonWords } from '../../locales/surface.ts'
import { nameProvider, shortenId } from '../format/source.ts'
import { formatExact, formatRelative } from '../format/time.ts'
import { StatusMark } from '../primitives/badge.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { Recents } from '../state/case/recents.ts'

export interface RecentListProps {
  recents: Recents
  onOpenCase(id: string): void
}

export function RecentList({ recents, onOpenCase }: RecentListProps) {
  const { now } = useSurface()
  return (
    <>
      <ul class="recent-rows" aria-label={listWords.recents.title}>
        {recents.cases.value.map(({ id, provider, caseState, asOf, openedAt }) => (
          <li key={id}>
            <button type="button" class="row" onClick={() => onOpenCase(id)}>
              <span class="row-first">
                <StatusMark caseState={caseState} status="" />
                <time dateTime={new Date(openedAt).toISOString()} data-exact={formatExact(openedAt)}>
                  {listWords.recents.opened(formatRelative(openedAt, now.value))}
                </time>
              </span>
              <span class="row-second">
                <span class="row-about">
                  <span class="row-provider">{nameProvider(provider)}</span>
                  <span class="id">{shortenId(id)}</span>
                  <span class="row-device">{listWords.recents.asOf(formatRelative(asOf, now.value))}</span>
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p class="recent-foot">
        <span>{listWords.recents.cleared}</span>
        <button type="button" class="button" onClick={recents.clear}>
          {commonWords.clear}
        </button>
      </p>
    </>
  )
}
