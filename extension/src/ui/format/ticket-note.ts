/** The verdict on a case for the screen, and a note of it for the ticket. */

import type { Inquiry, Session } from '@inquiry-lens/shared/domain/model.ts'
import type { Verdict } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import { judge } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { caseWords } from '../../locales/case.ts'
import { commonWords } from '../../locales/surface.ts'
import type { CaseView } from '../../messages/messages.ts'
import { formatProviderStatus, nameEnvironment, nameProvider } from './source.ts'
import { formatSpan, formatZoned } from './spans.ts'
import { formatExact, formatInstant, formatRelative } from './time.ts'

export const judgeCase = (view: CaseView, now: number): Verdict =>
  judge(view, now, {
    relative: (instant) => formatRelative(instant, now),
    absolute: (instant) => formatInstant(instant, now),
    span: formatSpan,
  })

/** With absolute times, for later reading. */
export const judgeForLater = (view: CaseView, now: number): Verdict =>
  judge(view, now, { relative: formatZoned, absolute: formatZoned, span: formatSpan })

/**
 * A case as a note for the ticket, which the whole help desk can read: what it is, what happened, what to do next, its
 * times, how old all that is, and the way to it. Contains no revealed value and no reply to the customer. Keeps only the
 * words of a provider's text, so that none of its mark-up or links works there.
 */

export interface TicketNote {
  text: string
  html: string
}

interface Line {
  label: string
  text: string
}

/** `link`: to the case at the provider, where there is one. */
export function writeTicketNote(view: CaseView, now: number, link: CaseLink | undefined): TicketNote {
  const { sentence, nextStep, caseState } = judgeForLater(view, now)
  const isInquiry = view.about === 'inquiry'
  const id = isInquiry ? view.inquiry.id : view.session.id
  const status = isInquiry ? view.inquiry.status : formatProviderStatus(view.session)
  const { environment } = view.source
  const words = caseWords.note
  const provider = nameProvider(view.provider)
  const told: Line[] = [
    { label: isInquiry ? words.inquiry(provider) : words.session(provider), text: id },
    ...(environment === 'production'
      ? []
      : [{ label: nameEnvironment(environment).toUpperCase(), text: words.notACustomers }]),
    { label: words.state, text: words.stateAndStatus(commonWords.states[caseState], provider, status) },
    { label: words.happened, text: sentence },
    { label: words.next, text: nextStep },
  ]
  const times: Line[] = [
    ...listTimes(view, now),
    { label: words.asOf, text: words.age(formatExact(view.asOf), formatAge(now - view.asOf)) },
  ]
  const lines: Line[] = [
    ...told.map(({ label, text }) => ({ label, text: keepWords(text) })),
    // With signs of their own: `2026/11/21`, `UTC−5`.
    ...times.map(({ label, text }) => ({ label, text: joinLines(text) })),
  ]
  return { text: toText(lines, link), html: toHtml(lines, link) }
}

type TimeName = 'created' | 'opened' | 'finished' | 'decided' | 'failed' | 'expired' | 'expires' | 'deleted'
type Time = readonly [label: TimeName, iso: string | null | undefined]

function listTimes(view: CaseView, now: number): Line[] {
  const times =
    view.about === 'inquiry' ? timesOfInquiry(view.inquiry, now) : timesOfSession(view.session, now)
  return times.flatMap(([label, iso]) => {
    const at = parseInstant(iso ?? null)
    return at === undefined ? [] : [{ label: caseWords.note[label], text: formatExact(at) }]
  })
}

const timesOfInquiry = (inquiry: Inquiry, now: number): Time[] => [
  ['created', inquiry.createdAt],
  ['opened', inquiry.startedAt],
  ['finished', inquiry.completedAt],
  ['decided', inquiry.decisionedAt],
  ['failed', inquiry.failedAt],
  // An inquiry that is over no longer expires.
  endOf(inquiry.expiredAt, isOver(inquiry) ? null : inquiry.expiresAt, now),
  ['deleted', inquiry.redactedAt],
]

const isOver = ({ completedAt, decisionedAt, failedAt, redactedAt }: Inquiry): boolean =>
  (completedAt ?? decisionedAt ?? failedAt ?? redactedAt) !== null

const timesOfSession = ({ createdAt, expiredAt, flow }: Session, now: number): Time[] => [
  ['created', createdAt],
  ['opened', flow?.openedAt],
  ['finished', flow?.submittedAt],
  endOf(expiredAt, flow?.submittedAt == null ? (flow?.expiresAt ?? null) : null, now),
]

function endOf(expiredAt: string | null, expiresAt: string | null, now: number): Time {
  const ends = parseInstant(expiresAt)
  if (expiredAt !== null || (ends !== undefined && ends <= now)) return ['expired', expiredAt ?? expiresAt]
  return ['expires', expiresAt]
}

const MINUTE = 60_000

const formatAge = (ms: number): string => (ms < MINUTE ? caseWords.note.lessThanMinute : formatSpan(ms))

const toText = (lines: readonly Line[], link: CaseLink | undefined): string =>
  [
    ...lines.map(({ label, text }) => `${label}${caseWords.note.colon} ${text}`),
    ...(link ? [link.address] : []),
  ].join('\n')

/** The least that every help desk's editor keeps. */
const toHtml = (lines: readonly Line[], link: CaseLink | undefined): string => {
  const rows = lines.map(
    ({ label, text }) => `<b>${escapeHtml(label)}${caseWords.note.colon}</b> ${escapeHtml(text)}`,
  )
  const way = link ? [`<a href="${escapeHtml(link.address)}">${escapeHtml(link.label)}</a>`] : []
  return `<p>${[...rows, ...way].join('<br>')}</p>`
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const joinLines = (text: string): string => text.replace(/\s+/g, ' ')

/** Letters, digits and the punctuation of a sentence, on one line. */
const keepWords = (text: string): string =>
  joinLines(text).replace(/[^\p{L}\p{M}\p{N} .,:;()“”„’‘‹›«»·…–−¿¡。、「」（）：・+_-]/gu, '?')

export interface CaseLink {
  address: string
  label: string
}
