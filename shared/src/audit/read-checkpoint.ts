/** A signed head as the relay’s clients read and keep it; see `checkpoint.ts`, and `answers.ts` for why it stands by itself. */
import * as v from 'valibot'
import { ChainHeadSchema } from './chain.ts'

export const SignatureSchema = v.pipe(v.string(), v.regex(/^[\w-]{86}$/))
/** Ed25519, base64url, as RFC 8037 writes it in `x`. */
export const AuditKeySchema = v.pipe(
  v.string(),
  v.regex(/^[\w-]{43}$/, 'Must be an Ed25519 key in base64url'),
)

export const CheckpointSchema = v.strictObject({ ...ChainHeadSchema.entries, signature: SignatureSchema })
export type Checkpoint = v.InferOutput<typeof CheckpointSchema>

/** `undefined` for anything that is not such a header. */
export function parseCheckpoint(header: string | null): Checkpoint | undefined {
  const [, seq, hash, signature] =
    /^(\d{1,15}); ?hash="(\w+)"; ?signature="([\w-]+)"$/.exec(header ?? '') ?? []
  const parsed = v.safeParse(CheckpointSchema, { seq: Number(seq), hash, signature })
  return parsed.success ? parsed.output : undefined
}
