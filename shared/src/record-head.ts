/**
 * The `Lens-Record-Head` header: an RFC 9651 integer with parameters, `17;hash="…";signature="…"`. Every answer to
 * somebody who was admitted carries the record's newest line; whoever keeps the last one they saw can show later that
 * the record was rewritten. The signature (Ed25519, base64url) shows that the relay said it, and nobody else.
 */
import * as v from 'valibot'
import { type RecordHead, RecordHeadSchema } from './record.ts'

export const RECORD_HEAD_HEADER = 'Lens-Record-Head'

export const SignatureSchema = v.pipe(v.string(), v.regex(/^[\w-]{86}$/))
/** Ed25519, base64url, as RFC 8037 writes it in `x`. */
export const RecordKeySchema = v.pipe(
  v.string(),
  v.regex(/^[\w-]{43}$/, 'Must be an Ed25519 key in base64url'),
)

export const SignedHeadSchema = v.strictObject({ ...RecordHeadSchema.entries, signature: SignatureSchema })
export type SignedHead = v.InferOutput<typeof SignedHeadSchema>

/** The words that are signed. */
export const headToSign = ({ seq, hash }: RecordHead): string => `inquiry-lens record head ${seq} ${hash}`

export const formatRecordHead = ({ seq, hash, signature }: SignedHead): string =>
  `${seq};hash="${hash}";signature="${signature}"`

/** `undefined` for anything that is not such a header. */
export function parseRecordHead(header: string | null): SignedHead | undefined {
  const [, seq, hash, signature] =
    /^(\d{1,15}); ?hash="(\w+)"; ?signature="([\w-]+)"$/.exec(header ?? '') ?? []
  const parsed = v.safeParse(SignedHeadSchema, { seq: Number(seq), hash, signature })
  return parsed.success ? parsed.output : undefined
}
