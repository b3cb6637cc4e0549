/** Reads what people paste into the inquiry filter: an ID, a line that holds one, a dashboard address. */
import { recognise } from '@inquiry-lens/shared/object-id.ts'
import { PROVIDERS } from '@inquiry-lens/shared/providers/registry.ts'
import type { IdPattern } from '../../stored.ts'
import { describeDoubt } from '../format/recognised.ts'
import { findReferences } from '../format/references.ts'

export type InquiryInput =
  | { ok: true; inquiry: string | undefined }
  /** It names something that has no inquiry above it: there is nothing to filter by, but its case. */
  | { ok: true; caseId: string }
  /** One of the company's own numbers. */
  | { ok: true; reference: string }
  /** Why there is no inquiry in it, in words. */
  | { ok: false; problem: string }

export function parseInquiryInput(text: string, patterns: readonly IdPattern[] = []): InquiryInput {
  if (text.trim() === '') return { ok: true, inquiry: undefined }
  const { ids, doubts } = recognise(text)
  const inquiries = ids.filter(({ kind }) => kind === 'inquiry')
  const [inquiry, another] = inquiries
  if (another) return refuse(`That holds ${inquiries.length} inquiry IDs. Paste one of them.`)
  if (inquiry) return { ok: true, inquiry: inquiry.id }
  const [other] = ids
  if (other && PROVIDERS[other.provider].casesAbout === 'session') return { ok: true, caseId: other.id }
  if (other) return refuse(`That is ${article(other.kind)} ${other.kind} ID. An inquiry’s begins with inq_.`)
  const [reference] = findReferences(text, patterns)
  if (reference) return { ok: true, reference }
  const [doubt] = doubts
  return refuse(doubt ? describeDoubt(doubt) : 'There is no inquiry ID in that. It begins with inq_.')
}

const refuse = (problem: string): InquiryInput => ({ ok: false, problem })

const article = (kind: string): string => (/^[aeiou]/.test(kind) ? 'an' : 'a')
