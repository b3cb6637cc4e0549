/**
 * A case as a text for the ticket, which the whole help desk can read: what it is, how it stands, what to answer. Nothing
 * that was revealed is ever in it; and what a provider wrote is cut down to words, so that no mark-up or link of
 * anybody's comes to life there.
 */
import { MEANINGS, meaningOfInquiry, meaningOfSession } from '@inquiry-lens/shared/status.ts'
import type { CaseView } from '../../messages.ts'
import { type OwnReplies, writeReply, writeSessionReply } from './reply.ts'
import { nameEnvironment, nameProvider } from './source.ts'
import { formatExact } from './time.ts'
import { judgeCase } from './verdict.ts'

export function writeTicketNote(view: CaseView, now: number, own: OwnReplies): string {
  const isInquiry = view.about === 'inquiry'
  const { id, status } = isInquiry ? view.inquiry : view.session
  const meaning = isInquiry
    ? meaningOfInquiry(view.inquiry.provider, view.inquiry)
    : meaningOfSession(view.session)
  const reply = isInquiry ? writeReply(view.inquiry, now, own) : writeSessionReply(view, now, own)
  const { environment } = view.source
  return [
    `${nameProvider(view.provider)} ${view.about} ${id}`,
    environment !== 'production' && `${nameEnvironment(environment).toUpperCase()}: not a real customer’s`,
    `Status: ${MEANINGS[meaning].word} (${keepWords(status)})`,
    `Why: ${keepWords(judgeCase(view, now).sentence)}`,
    `As of: ${formatExact(view.asOf)}`,
    reply !== undefined && `Reply to send: ${reply}`,
  ]
    .filter((line) => line !== false)
    .join('\n')
}

/** Letters, digits and the punctuation of a sentence, on one line. */
const keepWords = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[^\p{L}\p{M}\p{N} .,:;()“”’‹›+_-]/gu, '?')
