/** How many rows are new or otherwise since the agent last looked. Said aloud once, not at every row that comes after. */
import { useRef } from 'preact/hooks'
import type { Unread, UnreadMarker } from '../state/lists/unread.ts'

const WORDS: Readonly<Record<UnreadMarker, string>> = { new: 'New', changed: 'Changed' }

/** In a row, before what it says. */
export function UnreadMark({ mark }: { mark: UnreadMarker | undefined }) {
  return (
    mark && (
      <span class="unread-mark" data-mark={mark}>
        <span class="visually-hidden">{WORDS[mark]}:</span>
      </span>
    )
  )
}

/** Below the list, where it moves no row. */
export function UnreadLine({ unread }: { unread: Unread }) {
  const marks = [...unread.marks.value.values()]
  const said = useRef('')
  const text = (['new', 'changed'] as const)
    .map((mark) => ({ mark, count: marks.filter((one) => one === mark).length }))
    .filter(({ count }) => count > 0)
    .map(({ mark, count }) => `${count} ${mark}`)
    .join(' and ')
  if (text === '' || said.current === '') said.current = text && `${text} since you last looked`
  return (
    <>
      <p class="visually-hidden" role="status">
        {said.current}
      </p>
      {text && (
        <p class="unread-line">
          <span class="unread-mark" data-mark={marks.includes('new') ? 'new' : 'changed'} />
          <span class="unread-text">{text} since you last looked</span>
          <button type="button" class="button" onClick={unread.seeAll}>
            Mark as seen
          </button>
        </p>
      )}
    </>
  )
}
