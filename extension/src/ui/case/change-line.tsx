/** What changed in a case since the agent last saw it, until they have seen it; said once to those who cannot. */
import { CASE_STATES } from '@inquiry-lens/shared/domain/case-state.ts'
import { formatExact, formatRelative } from '../format/time.ts'
import { CloseIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { CaseChange } from '../state/case/case-change.ts'

export function ChangeLine({ change: changed, see }: CaseChange) {
  const { now } = useSurface()
  const change = changed.value
  const what =
    change &&
    (change.to !== undefined
      ? `now ${CASE_STATES[change.to].word}`
      : `${change.count} ${change.count === 1 ? 'thing' : 'things'} more happened`)
  return (
    <>
      <p class="visually-hidden" role="status">
        {what && `Changed: ${what}`}
      </p>
      {change && (
        <p class="unread-line">
          <span class="unread-mark" data-mark="changed" />
          <span class="unread-text">
            Changed <time data-exact={formatExact(change.at)}>{formatRelative(change.at, now.value)}</time>:{' '}
            {what}
          </span>
          <button type="button" class="icon-button" aria-label="Seen" title="Seen" onClick={see}>
            <CloseIcon />
          </button>
        </p>
      )}
    </>
  )
}
