/** Reads what people paste into the inquiry filter: an ID, a line that holds one, a dashboard address. */
import { classifyObjectId } from '@inquiry-lens/shared/object-id.ts'

export type InquiryInput =
  | { ok: true; inquiry: string | undefined }
  /** Why there is no inquiry in it, in words. */
  | { ok: false; problem: string }

const CANDIDATE = /(?<![A-Za-z0-9_-])[a-z]{2,8}_[A-Za-z0-9]+(?![A-Za-z0-9_-])/g
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

export function parseInquiryInput(text: string): InquiryInput {
  if (text.trim() === '') return { ok: true, inquiry: undefined }
  const found = (text.match(CANDIDATE) ?? []).flatMap((candidate) => classifyObjectId(candidate) ?? [])
  const inquiries = [...new Set(found.filter(({ kind }) => kind === 'inquiry').map(({ id }) => id))]
  const [inquiry] = inquiries
  if (inquiries.length > 1) return refuse(`That holds ${inquiries.length} inquiry IDs. Paste one of them.`)
  if (inquiry !== undefined) return { ok: true, inquiry }
  return refuse(explain(text.trim(), found[0]?.kind))
}

const refuse = (problem: string): InquiryInput => ({ ok: false, problem })

const article = (kind: string): string => (/^[aeiou]/.test(kind) ? 'an' : 'a')

function explain(text: string, kind: string | undefined): string {
  if (kind !== undefined) return `That is ${article(kind)} ${kind} ID. An inquiry ID begins with inq_.`
  if (/\binq_/.test(text)) return 'That inquiry ID is not complete. Copy it whole.'
  if (/\binq_/i.test(text)) return 'Capitals count in an ID: it begins with inq_ in small letters.'
  if (UUID.test(text)) return 'That is not a Persona ID. An inquiry ID begins with inq_.'
  return 'There is no inquiry ID in that. It begins with inq_.'
}
