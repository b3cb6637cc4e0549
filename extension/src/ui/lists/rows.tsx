import { openingOf, stateOfSession, stateOfSummary } from '@inquiry-lens/shared/domain/case-state.ts'
import type { ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import { type ComponentChildren, createContext } from 'preact'
import { useContext, useEffect } from 'preact/hooks'
import { listWords } from '../../locales/lists.ts'
import { describeDevice, listRiskFlags, shortCountry } from '../format/device.ts'
import { describeEvent } from '../format/events.ts'
import { formatProviderStatus, nameProvider, shortenId } from '../format/source.ts'
import { Ago, Chip, StatusMark, ToneMark } from '../primitives/badge.tsx'
import { DotIcon } from '../primitives/icons.tsx'
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
  // More would not fit into a narrow panel; the details list all.
  const [gravest, ...others] = listRiskFlags(network)
  return (
    <>
      <span class="row-first">
        <SessionStateMark session={session} />
        <Ago iso={startedAt ?? createdAt} />
      </span>
      <span class="row-second">
        <span class="row-about">
          {isMixed && <span class="row-provider">{nameProvider(provider)}</span>}
          <span class="id">{shortenId(inquiryId ?? id)}</span>
          {children}
          <span class="row-device">
            {openingOf(session) === undefined ? flow?.workflow?.name : describeDevice(device)}
          </span>
          {country && <span class="row-country">{country}</span>}
        </span>
        {gravest && (
          <span class="chips">
            <Chip {...gravest} />
            {others.length > 0 && <Chip label={`+${others.length}`} tone="idle" />}
          </span>
        )}
      </span>
    </>
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
export function SessionStateMark({ session }: { session: Session }) {
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
