/**
 * Whether a webhook comes from the provider. Persona signs the raw body (docs.withpersona.com, "Webhooks": HMAC-SHA256,
 * several sets while a secret rotates); deepidv sends its secret (docs.deepidv.com, "Webhooks").
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Persona names no tolerance. */
const MAX_SKEW_SECONDS = 300
const MAX_HEADER_LENGTH = 1_000
/** A secret is rotated to one other. */
const MAX_SETS = 4
const SET = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/

/** `header`: `t=<seconds>,v1=<hex>`, two of these separated by a space while a secret rotates. */
export function isSignedByPersona(
  header: string | undefined,
  body: Uint8Array,
  { secrets, now }: { secrets: readonly string[]; now: number },
): boolean {
  if (header === undefined || header.length > MAX_HEADER_LENGTH) return false
  const sets = header
    .split(' ')
    .slice(0, MAX_SETS)
    .flatMap((text) => {
      const [, seconds, hex] = SET.exec(text) ?? []
      return seconds !== undefined && hex !== undefined ? [{ seconds, hex }] : []
    })
    .filter(({ seconds }) => Math.abs(now / 1000 - Number(seconds)) <= MAX_SKEW_SECONDS)
  return sets.some(({ seconds, hex }) =>
    secrets.some((secret) => {
      const signature = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest()
      return timingSafeEqual(signature, Buffer.from(hex, 'hex'))
    }),
  )
}

/** Compared as hashes, which are of one length whatever was sent. */
export function isSecretOf(header: string | undefined, secrets: readonly string[]): boolean {
  const hash = (text: string) => createHmac('sha256', 'webhook').update(text).digest()
  const given = hash((header ?? '').slice(0, MAX_HEADER_LENGTH))
  return secrets.some((secret) => timingSafeEqual(hash(secret), given))
}
