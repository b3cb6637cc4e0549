/** Rows of lists: a case with its state, why and since when, and what the customer used; a session; an event. */
import { openingOf, stateOfSession, stateOfSummary } from '@inquiry-lens/shared/domain/case-state.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import { type ComponentChildren, createContext, type RefObject } from 'preact'
import { useContext, useEffect, useRef } from 'preact/hooks'
import { listWords } from '../../locales/lists.ts'
import { describeDevice, listRiskFlags, shortCountry } from '../format/device.ts'
import { describeCase, describeEvent } from '../format/sentences.ts'
import { formatProviderStatus, nameProvider, shortenId } from '../format/source.ts'
import { Ago, Chip, StatusMark, ToneMark } from '../primitives/badge.tsx'
import { DotIcon, QuestionRingIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import { type CaseRow as Case, stateOfCase } from '../state/lists/cases.ts'
import type { InquiryStates } from '../state/lists/lookups.ts'

interface SessionRowProps {
  session: Session
  /** Names the provider. */
  isMixed?: boolean
  /** After its ID. */
  children?: ComponentChildren
}

export function SessionRow({ session, isMixed = false, children }: SessionRowProps) {
  const { provider, flow, createdAt, startedAt, device, network, inquiryId, id } = session
  const country = shortCountry(network.country)
  const used = openingOf(session) === undefined ? flow?.workflow?.name : describeDevice(device)
  return (
    <>
      <span class="row-first">
        <SessionStateMark session={session} />
        <Ago iso={startedAt ?? createdAt} />
      </span>
      <span class="row-second">
        <span class="row-about">
          <span class="id">{shortenId(inquiryId ?? id)}</span>
          {children}
          {isMixed && <span class="row-provider">{nameProvider(provider)}</span>}
          {used && <span class="row-device">{used}</span>}
          {country && <span class="row-country">{country}</span>}
        </span>
        <Risks network={network} />
      </span>
    </>
  )
}

/** More would not fit into a narrow panel; the details list all. */
function Risks({ network }: Pick<Session, 'network'>) {
  const [gravest, ...others] = listRiskFlags(network)
  if (!gravest) return null
  const { label, tone } = gravest
  return (
    <span class="chips">
      <Chip label={others.length > 0 ? `${label} +${others.length}` : label} tone={tone} />
    </span>
  )
}

export function EventRow({ event }: { event: ProviderEvent }) {
  const { sentence, tone } = describeEvent(event.name)
  return (
    <>
      <span class="row-first">
        <span class="event">
          <ToneMark tone={tone} />
          <span class="event-sentence">{sentence}</span>
        </span>
        <Ago iso={event.createdAt} />
      </span>
      <span class="row-second">
        <span class="row-about">
          <span class="verbatim">{event.name}</span>
        </span>
        {event.object && <span class="id">{shortenId(event.object.id)}</span>}
      </span>
    </>
  )
}

/** Absent on surfaces without session lists. */
export const InquiryStatesContext = createContext<InquiryStates | undefined>(undefined)

export function SessionMark({ session }: { session: Session }) {
  if (session.inquiryId === null)
    return <StatusMark caseState={stateOfSession(session)} status={formatProviderStatus(session)} />
  const words: Readonly<Record<string, string>> = listWords.sessions
  return <PlainMark word={own(words, session.status) ?? listWords.session} status={session.status} />
}

/** The state of the session's inquiry, or its own. */
function SessionStateMark({ session }: { session: Session }) {
  const states = useContext(InquiryStatesContext)
  const id = session.inquiryId
  useEffect(() => (id === null ? undefined : states?.want(id)), [states, id])
  const lookup = id === null ? null : states?.of(id)
  if (states && lookup === undefined) return <PlainMark word="…" status="" />
  const summary = lookup?.outcome === 'found' ? lookup.summary : undefined
  const caseState = summary && stateOfSummary(summary)
  return caseState ? (
    <StatusMark caseState={caseState} status={summary.status ?? ''} />
  ) : (
    <SessionMark session={session} />
  )
}

function PlainMark({ word, status }: { word: string; status: string }) {
  return (
    <span class="status" data-tone="idle">
      <DotIcon />
      <span class="status-word">{word}</span>
      <span class="verbatim">{status}</span>
    </span>
  )
}

/** In CSS pixels: three lines. The stylesheet has it for the rows before they are there. */
export const CASE_ROW_HEIGHT = 76

interface CaseRowProps {
  row: Case
  /** Names the provider. */
  isMixed: boolean
  /** `undefined`: its code is loading. */
  describeProgress: ((row: Case) => string) | undefined
}

export function CaseRowView({ row, isMixed, describeProgress }: CaseRowProps) {
  const { now } = useSurface()
  const states = useContext(InquiryStatesContext)
  const line = useRef<HTMLSpanElement>(null)
  useStateInSight(line, states, row)
  const known = stateOfCase(row, states)
  const progress = describeProgress?.(row)
  const { provider, id, activeAt, session, visits } = row
  const country = session && shortCountry(session.network.country)
  return (
    <>
      <span class="row-first" ref={line}>
        {known ? (
          <StatusMark caseState={known.caseState} status={known.status ?? ''} />
        ) : (
          <Unknown text={describeUnknown(row, states)} />
        )}
        <Ago iso={activeAt} />
      </span>
      <span class="row-second">
        <span class="row-about">
          <span class="row-sentence">{describeCase(row, known, now.value)}</span>
          {progress && <span class="row-progress">{progress}</span>}
        </span>
        {session && <Risks network={session.network} />}
      </span>
      <span class="row-second">
        <span class="row-about">
          {isMixed && <span class="row-provider">{nameProvider(provider)}</span>}
          <span class="id">{shortenId(id)}</span>
          {visits > 1 && <span class="row-visits">{listWords.visits(visits)}</span>}
          {session && openingOf(session) !== undefined && (
            <span class="row-device">{describeDevice(session.device)}</span>
          )}
          {country && <span class="row-country">{country}</span>}
        </span>
      </span>
    </>
  )
}

/** Asks for the state while the row is in sight, and again where something happened since it was asked for. */
function useStateInSight(
  line: RefObject<Element | null>,
  states: InquiryStates | undefined,
  { inquiryId, activityId }: Case,
): void {
  useEffect(() => {
    if (!states || inquiryId === null || !line.current) return
    let release: (() => void) | undefined
    const observer = new IntersectionObserver((entries) => {
      const isInSight = entries.at(-1)?.isIntersecting ?? false
      release?.()
      release = isInSight ? states.want(inquiryId, activityId) : undefined
    })
    observer.observe(line.current)
    return () => {
      observer.disconnect()
      release?.()
    }
  }, [states, inquiryId, activityId])
}

function describeUnknown({ inquiryId }: Case, states: Pick<InquiryStates, 'of'> | undefined): string {
  const lookup = inquiryId === null ? null : states?.of(inquiryId)
  if (lookup === undefined) return '…'
  return lookup?.outcome === 'not-found' ? listWords.notFound : listWords.stateNotKnown
}

function Unknown({ text }: { text: string }) {
  return (
    <span class="status" data-tone="idle">
      <QuestionRingIcon />
      <span class="quiet">{text}</span>
    </span>
  )
}

/** A session's own state, beside its inquiry's where that is shown. */
export function OwnState({ session }: { session: Session }) {
  const states = useContext(InquiryStatesContext)
  if (session.inquiryId === null || !stateOfCase({ ...session, session }, states)) return null
  return (
    <span class="row-own">
      {listWords.ownState[stateOfSession(session)] ?? listWords.ownStatus(session.status)}
    </span>
  )
}
