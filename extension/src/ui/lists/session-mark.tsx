/** How a session stands, in words of its own; in a list, how its inquiry does, which is what an agent wants to know. */

import { stateOfSession, stateOfSummary, type Tone } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import { createContext } from 'preact'
import { useContext, useEffect } from 'preact/hooks'
import { formatProviderStatus } from '../format/provider-status.ts'
import { DotIcon } from '../primitives/icons.tsx'
import { StatusMark } from '../primitives/status-mark.tsx'
import type { InquiryStates } from '../state/lists/lookups.ts'

/** Absent on surfaces that list no sessions of inquiries. */
export const InquiryStatesContext = createContext<InquiryStates | undefined>(undefined)

const OWN_WORDS: Readonly<Record<string, readonly [word: string, tone: Tone]>> = {
  new: ['Session not started', 'idle'],
  active: ['Session open', 'idle'],
  expired: ['Session ended', 'idle'],
  canceled: ['Session cancelled', 'idle'],
}

export function SessionMark({ session }: { session: Session }) {
  if (session.inquiryId === null)
    return <StatusMark caseState={stateOfSession(session)} said={formatProviderStatus(session)} />
  const [word, tone] = Object.hasOwn(OWN_WORDS, session.status)
    ? (OWN_WORDS[session.status] ?? UNKNOWN)
    : UNKNOWN
  return <PlainMark word={word} tone={tone} said={session.status} />
}

const UNKNOWN = ['Session', 'idle'] as const

/** For a row of a list. */
export function SessionStateMark({ session }: { session: Session }) {
  const states = useContext(InquiryStatesContext)
  const id = session.inquiryId
  useEffect(() => (id === null ? undefined : states?.want(id)), [states, id])
  const lookup = id === null ? null : states?.of(id)
  if (states && lookup === undefined) return <PlainMark word="…" tone="idle" said="" />
  const summary = lookup?.outcome === 'found' ? lookup.summary : undefined
  const caseState = summary && stateOfSummary(summary)
  return caseState ? (
    <StatusMark caseState={caseState} said={summary.status ?? ''} />
  ) : (
    <SessionMark session={session} />
  )
}

function PlainMark({ word, tone, said }: { word: string; tone: Tone; said: string }) {
  return (
    <span class="status" data-tone={tone}>
      <DotIcon />
      <span class="status-word">{word}</span>
      <span class="said">{said}</span>
    </span>
  )
}
