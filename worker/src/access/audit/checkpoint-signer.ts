/**
 * Signs the record's head (Ed25519, RFC 8032), so that anyone who kept one can show that this relay said it. The key
 * is derived from the pepper: one secret less to lose, and a relay that changes it signs its agents out as well.
 */
import { Buffer } from 'node:buffer'
import { createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { ChainHead } from '@inquiry-lens/shared/audit/chain.ts'
import { checkpointPayload, formatCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'

/** RFC 8410 §7: what stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

export interface CheckpointSigner {
  /** Public, base64url. */
  key: string
  /** The header's value. */
  format(head: ChainHead): string
}

export function createCheckpointSigner(pepper: string): CheckpointSigner {
  const seed = createHmac('sha256', pepper).update('record head signature').digest()
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const { x: key } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (key === undefined) throw new Error('An Ed25519 key without its public half')
  let last: { seq: number; header: string } | undefined
  return {
    key,
    format({ seq, hash }) {
      if (last?.seq !== seq) {
        const signature = sign(null, Buffer.from(checkpointPayload({ seq, hash })), privateKey).toString(
          'base64url',
        )
        last = { seq, header: formatCheckpoint({ seq, hash, signature }) }
      }
      return last.header
    },
  }
}
