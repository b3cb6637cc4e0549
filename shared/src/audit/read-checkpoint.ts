/** A signed head as the relay’s clients read and keep it; see `record-head.ts`, and `answers.ts` for why it stands by itself. */
import * as v from 'valibot'
import { RecordHeadSchema } from './chain.ts'

export const SignatureSchema = v.pipe(v.string(), v.regex(/^[\w-]{86}$/))
/** Ed25519, base64url, as RFC 8037 writes it in `x`. */
export const RecordKeySchema = v.pipe(
  v.string(),
  v.regex(/^[\w-]{43}$/, 'Must be an Ed25519 key in base64url'),
)

export const SignedHeadSchema = v.strictObject({ ...RecordHeadSchema.entries, signature: SignatureSchema })
export type SignedHead = v.InferOutput<typeof SignedHeadSchema>

/** `undefined` for anything that is not such a header. */
export function parseRecordHead(header: string | null): SignedHead | undefined {
  const [, seq, hash, signature] =
    /^(\d{1,15}); ?hash="(\w+)"; ?signature="([\w-]+)"$/.exec(header ?? '') ?? []
  const parsed = v.safeParse(SignedHeadSchema, { seq: Number(seq), hash, signature })
  return parsed.success ? parsed.output : undefined
}
