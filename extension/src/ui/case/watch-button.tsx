/** Asks to be told when a case has ended, and takes that back. */
import { useEffect, useRef } from 'preact/hooks'
import { caseWords } from '../../locales/case.ts'
import { FailureNotice } from '../primitives/lazy.tsx'
import { useKey, useSurface } from '../primitives/surface-context.ts'
import type { Watching } from '../state/case/watching.ts'

interface WatchButtonProps {
  watching: Watching
  id: string
  /** Nothing more is expected to happen. */
  isOver: boolean
  /** The agent has opened the case on purpose: that it had ended before is seen with it. */
  isSeenAtOnce?: boolean
}

export function WatchButton({ watching, id, isOver, isSeenAtOnce = false }: WatchButtonProps) {
  const { policy, announce } = useSurface()
  const hint = useKey('w')
  const { watch: words } = caseWords
  const own = watching.find(id)
  const isKnown = watching.items.value !== undefined
  const wasEnded = useRef<boolean>(undefined)
  if (isKnown) wasEnded.current ??= own?.ended != null
  const mustEnd = isSeenAtOnce && isOver && own?.ended != null && wasEnded.current === true
  useEffect(() => {
    if (mustEnd) watching.end(id)
  }, [mustEnd])
  if (!isKnown || policy.value.off.includes('watch') || (!own && isOver)) return null
  const { failure } = watching
  const label = own ? (own.ended ? words.seen : words.watching) : words.tell
  return (
    <>
      <button
        type="button"
        class="button watch-button"
        aria-pressed={own !== undefined}
        aria-disabled={watching.isBusy.value}
        {...hint}
        onClick={() => {
          if (watching.isBusy.peek()) return
          watching.toggle(id)
          announce(own ? words.noMore : words.begun)
        }}
      >
        {label}
      </button>
      {failure.value?.id === id && <FailureNotice size="line" isBrief failure={failure.value.failure} />}
    </>
  )
}
