/**
 * The watched cases, in a drawer at the foot of the panel, where they move no row: those that have ended with what happened and
 * the reply, the others with until when they are watched.
 */
import type { Watch } from '@inquiry-lens/shared/contract/watches.ts'
import { WATCH_LIMITS } from '@inquiry-lens/shared/domain/ending.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { panelWords } from '../../locales/panel.ts'
import type { CaseView } from '../../messages/messages.ts'
import type { LiveState } from '../../stored.ts'
import { ReplyBox } from '../case/reply-box.tsx'
import { shortenId } from '../format/source.ts'
import { formatDate } from '../format/spans.ts'
import { judgeCase } from '../format/ticket-note.ts'
import { formatExact, formatRelative } from '../format/time.ts'
import { StatusMark } from '../primitives/badge.tsx'
import { FailureNotice, Skeleton } from '../primitives/lazy.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { SendRequest } from '../request.ts'
import type { Watching } from '../state/case/watching.ts'
import { createResource } from '../state/resource/resource.ts'

export interface WatchListProps {
  watching: Watching | undefined
  texts: ReadonlySignal<ReplyTexts | undefined>
  live: ReadonlySignal<LiveState | undefined>
  request: SendRequest
  abort: AbortSignal
  onOpenCase(id: string): void
}

export function WatchList({ watching, ...props }: WatchListProps) {
  const { policy, announce } = useSurface()
  const items = watching?.items.value ?? []
  const ended = items.filter((one) => one.ended).length
  const before = useRef(ended)
  const words = panelWords.watches
  useEffect(() => {
    if (ended > before.current) announce(words.ended(ended))
    before.current = ended
  }, [ended])
  if (!watching || items.length === 0 || policy.value.off.includes('watch')) return null
  return (
    <section class="watches" aria-label={words.title} data-ended={ended > 0}>
      <details>
        <summary>{ended > 0 ? words.ended(ended) : words.count(items.length)}</summary>
        <Opened watching={watching} items={items} {...props} />
      </details>
    </section>
  )
}

type OpenedProps = Omit<WatchListProps, 'watching'> & { watching: Watching; items: readonly Watch[] }

function Opened({ watching, items, live, ...props }: OpenedProps) {
  const words = panelWords.watches
  const open = items.filter((one) => !one.ended)
  const { changed, downSince } = live.value ?? {}
  const isLive =
    downSince === undefined &&
    open.length > 0 &&
    open.every(({ id }) => changed?.[`case ${id}`] !== undefined)
  const failure = watching.failure.value?.failure
  return (
    <div class="watches-body">
      <ul class="watch-rows" aria-label={words.title}>
        {items.map((watch) => (
          <WatchItem key={watch.id} watch={watch} watching={watching} {...props} />
        ))}
      </ul>
      {failure && <FailureNotice size="line" failure={failure} />}
      <p class="watches-foot">
        {items.length >= WATCH_LIMITS.watches && <span>{words.full(WATCH_LIMITS.watches)}</span>}
        {open.length > 0 && <span>{isLive ? words.live : words.polled}</span>}
      </p>
    </div>
  )
}

type WatchItemProps = Omit<OpenedProps, 'items' | 'live'> & { watch: Watch }

function WatchItem({ watch, watching, onOpenCase, ...props }: WatchItemProps) {
  const { now } = useSurface()
  const [isNaming, setIsNaming] = useState(false)
  const words = panelWords.watches
  const { id, name, ended } = watch
  const at = parseInstant(ended ? ended.at : watch.createdAt)
  const until = parseInstant(watch.until)
  const called = name ?? shortenId(id)
  return (
    <li class="watch" data-ended={ended !== null}>
      <div class="watch-head">
        {ended && <StatusMark caseState={ended.caseState} status="" />}
        <span class={name === null ? 'watch-name id' : 'watch-name'}>{called}</span>
        {at !== undefined && (
          <time dateTime={new Date(at).toISOString()} data-exact={formatExact(at)}>
            {ended ? formatRelative(at, now.value) : words.since(formatRelative(at, now.value))}
          </time>
        )}
      </div>
      {name !== null && <p class="watch-about id">{shortenId(id)}</p>}
      {ended ? (
        <EndedCase id={id} {...props} />
      ) : (
        until !== undefined && <p class="watch-about">{words.until(formatDate(until))}</p>
      )}
      {isNaming ? (
        <NameForm
          watch={watch}
          onDone={(given) => {
            setIsNaming(false)
            if (given !== undefined) watching.rename(id, given)
          }}
        />
      ) : (
        <div class="watch-actions">
          <button type="button" class="button" onClick={() => onOpenCase(id)}>
            {words.open}
          </button>
          <button type="button" class="button" onClick={() => setIsNaming(true)}>
            {words.rename}
          </button>
          <button
            type="button"
            class="button"
            aria-disabled={watching.isBusy.value}
            aria-label={ended ? words.seenOf(called) : words.endOf(called)}
            onClick={() => watching.end(id)}
          >
            {ended ? words.seen : words.end}
          </button>
        </div>
      )}
    </li>
  )
}

/** Asked for when it is shown, by the ordinary way, with its audit entry. */
function EndedCase({
  id,
  texts,
  request,
  abort,
}: Pick<WatchItemProps, 'texts' | 'request' | 'abort'> & { id: string }) {
  const { now } = useSurface()
  const shown = useRef<HTMLDivElement>(null)
  const found = useMemo(
    () => createResource<CaseView>((flight) => request('app:case.get', { id }, flight), abort),
    [id],
  )
  useEffect(() => {
    // Below the fold nothing is asked for.
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      found.refresh()
    })
    if (shown.current) observer.observe(shown.current)
    return () => observer.disconnect()
  }, [found])
  const view = found.data.value
  const verdict = view && judgeCase(view, now.value)
  return (
    <div ref={shown} class="watch-end">
      {verdict && view ? (
        <>
          <p>{verdict.sentence}</p>
          <p class="watch-next">{verdict.nextStep}</p>
          <ReplyBox view={view} verdict={verdict} texts={texts.value} />
        </>
      ) : found.error.value ? (
        <FailureNotice size="line" failure={found.error.value} retry={found.refresh} />
      ) : (
        <Skeleton rows={1} />
      )}
    </div>
  )
}

function NameForm({ watch, onDone }: { watch: Watch; onDone(name: string | undefined): void }) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.select(), [])
  const words = panelWords.watches
  return (
    <form
      class="watch-naming"
      onSubmit={(event) => {
        event.preventDefault()
        onDone(field.current?.value ?? '')
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onDone(undefined)
      }}
    >
      <label for={id}>{words.name}</label>
      <input
        ref={field}
        id={id}
        maxLength={WATCH_LIMITS.nameLength}
        defaultValue={watch.name ?? ''}
        autocomplete="off"
        aria-describedby={`${id}-hint`}
      />
      <button type="submit" class="button">
        {words.save}
      </button>
      <p id={`${id}-hint`} class="field-hint">
        {words.nameHint}
      </p>
    </form>
  )
}
