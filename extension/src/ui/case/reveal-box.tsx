/** Fields that are shown on request only: masked, then the reason form, then their values for a minute. */

import { isReason, REASON_LENGTH, REVEAL_SECONDS } from '@inquiry-lens/shared/contract/permissions.ts'
import type { RevealKind } from '@inquiry-lens/shared/contract/reveals.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { caseWords } from '../../locales/case.ts'
import { commonWords } from '../../locales/surface.ts'
import type { Failure } from '../../messages/failure.ts'
import { isTransient } from '../../messages/failure.ts'
import { nameProviderIn } from '../format/health.ts'
import { listRevealGroups, type RevealGroup } from '../format/labels.ts'
import { formatWait } from '../format/spans.ts'
import { CopyButton } from '../primitives/button.tsx'
import { FailureNotice } from '../primitives/notice.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { Reveal, RevealedValues } from '../state/case/reveal.ts'

export interface RevealControls {
  isAllowed: ReadonlySignal<boolean>
  make(id: string, abort: AbortSignal): Reveal
}

/** In English, as the audit log records them. */
const REASONS = [
  'Customer asks about this check',
  'Customer disputes the result',
  'Suspected fraud',
  'Customer wants their data',
]

interface RevealBoxProps {
  provider: ProviderId
  kind: RevealKind
  id: string
  controls: RevealControls
  /** Fields that are on screen already. */
  known?: readonly string[] | undefined
}

export function RevealBox({ provider, kind, id, controls, known = [] }: RevealBoxProps) {
  const groups = listRevealGroups(provider, kind).filter(
    ({ fields }) => !fields.some((field) => known.includes(field)),
  )
  if (groups.length === 0) return null
  return (
    <section
      class="reveal"
      aria-label={kind === 'inquiry' ? caseWords.reveal.ofInquiry : caseWords.reveal.ofSession}
    >
      <h4>{caseWords.reveal.title}</h4>
      {controls.isAllowed.value ? (
        <RevealForm provider={provider} id={id} controls={controls} groups={groups} />
      ) : (
        <Masked groups={groups} />
      )}
    </section>
  )
}

function Masked({ groups }: { groups: readonly RevealGroup[] }) {
  return (
    <>
      <ul>
        {groups.map(({ label }) => (
          <li key={label} class="reveal-row">
            <span>{label}</span> <Mask />
          </li>
        ))}
      </ul>
      <p class="field-hint">{caseWords.reveal.askInvestigator}</p>
    </>
  )
}

const Mask = () => (
  <span class="mask">
    <span aria-hidden="true">••••••</span>
    <span class="visually-hidden">{caseWords.reveal.masked}</span>
  </span>
)

interface RevealFormProps extends Pick<RevealBoxProps, 'provider' | 'id' | 'controls'> {
  groups: readonly RevealGroup[]
}

function RevealForm({ provider, id, controls, groups }: RevealFormProps) {
  const { now } = useSurface()
  const reveal = useReveal(id, controls)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const shown = reveal.shown.value
  // The check by clock covers a timer that stood still while the computer slept.
  if (shown && shown.until > now.value) {
    const revealed = groups.filter(({ fields }) => fields.some((field) => shown.values.has(field)))
    return <Revealed id={id} shown={shown} groups={revealed} onHide={reveal.hide} />
  }

  const wait = (reveal.waitUntil.value ?? 0) - now.value
  const isReady = chosen.length > 0 && isReason(reason.trim()) && wait <= 0 && !reveal.isBusy.value
  const fields = groups.filter(({ label }) => chosen.includes(label)).flatMap((group) => [...group.fields])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) reveal.show(fields, reason.trim())
      }}
    >
      {reveal.wasLeft.value && (
        <p class="field-hint" role="status">
          {caseWords.reveal.left}
        </p>
      )}
      <fieldset>
        <legend class="visually-hidden">{caseWords.reveal.what}</legend>
        {groups.map(({ label }) => (
          <label key={label} class="reveal-row">
            <input
              type="checkbox"
              checked={chosen.includes(label)}
              onChange={({ currentTarget: { checked } }) =>
                setChosen(checked ? [...chosen, label] : chosen.filter((other) => other !== label))
              }
            />
            <span>{label}</span> <Mask />
          </label>
        ))}
      </fieldset>
      {chosen.length > 0 && (
        <>
          <ReasonField reason={reason} onChange={setReason} />
          {reveal.failure.value && (
            <FailureNotice size="line" failure={wordFailure(reveal.failure.value, provider)} />
          )}
          <button type="submit" class="button button-main" aria-disabled={!isReady}>
            {reveal.isBusy.value
              ? caseWords.reveal.asking
              : wait > 0
                ? caseWords.reveal.wait(formatWait(wait))
                : caseWords.reveal.show}
          </button>
        </>
      )}
    </form>
  )
}

function ReasonField({ reason, onChange }: { reason: string; onChange(reason: string): void }) {
  const id = useId()
  return (
    <div class="reveal-why">
      <label for={id}>{caseWords.reveal.why}</label>
      <ul class="reveal-reasons">
        {REASONS.map((words) => (
          <li key={words}>
            <button
              type="button"
              class="reveal-reason"
              aria-pressed={reason === words}
              onClick={() => onChange(words)}
            >
              {words}
            </button>
          </li>
        ))}
      </ul>
      <input
        id={id}
        type="text"
        autocomplete="off"
        maxLength={REASON_LENGTH.max}
        placeholder={caseWords.reveal.ownWords}
        aria-describedby={`${id}-hint`}
        value={reason}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <p id={`${id}-hint`} class="field-hint">
        {caseWords.reveal.recorded}
      </p>
    </div>
  )
}

interface RevealedProps {
  id: string
  shown: RevealedValues
  groups: readonly RevealGroup[]
  onHide(): void
}

function Revealed({ id, shown, groups, onHide }: RevealedProps) {
  const { now } = useSurface()
  const bar = useRef<HTMLParagraphElement>(null)
  useEffect(() => bar.current?.focus(), [])
  return (
    <div class="revealed">
      <p ref={bar} tabIndex={-1} class="revealed-bar">
        {/* The clock ticks once a second, and may be that much behind. */}
        <span>
          {caseWords.reveal.hiddenIn(formatWait(Math.min(REVEAL_SECONDS * 1000, shown.until - now.value)))}
        </span>
        <button type="button" class="button" onClick={onHide}>
          {caseWords.reveal.hide}
        </button>
      </p>
      <dl>
        {groups.map(({ label, fields }) => {
          const value = join(fields.map((field) => shown.values.get(field)))
          return (
            <div key={label} class="revealed-row">
              <dt>{label}</dt>
              <dd>
                {value === '' ? (
                  <span class="missing">{commonWords.unknown}</span>
                ) : (
                  <>
                    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long value scrolls, which keys must reach */}
                    <span class="revealed-value" dir="auto" tabIndex={0}>
                      {value}
                    </span>
                    <CopyButton
                      text={value}
                      label={caseWords.reveal.copy(label)}
                      copied={{ action: 'copy', form: 'value', ids: [id] }}
                    />
                  </>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
      <p class="field-hint">
        {caseWords.reveal.onRecord} <q>{shown.reason}</q>
      </p>
    </div>
  )
}

/** Nothing is retried automatically: each attempt leaves an audit entry. */
function wordFailure(failure: Failure, provider: ProviderId): Failure {
  return {
    ...failure,
    title: nameProviderIn(failure.title, provider),
    nextStep: isTransient(failure) ? caseWords.reveal.nothingShown : failure.nextStep,
  }
}

const join = (values: readonly (string | null | undefined)[]): string =>
  values.filter((value) => value !== null && value !== undefined && value !== '').join(', ')

/** Ends, with all it shows, when the box is removed. */
function useReveal(id: string, controls: RevealControls): Reveal {
  const [made, box] = useMemo(() => {
    const abort = new AbortController()
    return [controls.make(id, abort.signal), abort] as const
  }, [id, controls])
  useEffect(() => () => box.abort(), [box])
  return made
}
