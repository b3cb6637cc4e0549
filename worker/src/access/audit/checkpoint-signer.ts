/** Signs checkpoints of the audit log, so that a browser which kept one can prove what the relay said. */
import { Buffer } from 'node:buffer'
import { createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { ChainHead } from '@inquiry-lens/shared/audit/chain.ts'
import { checkpointPayload, formatCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'

/** RFC 8410 §7: what precedes the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

export type CheckpointSigner = ReturnType<typeof createCheckpointSigner>

/** Ed25519 (RFC 8032). The key is derived from the pepper: a relay that changes it also signs its agents out. */
export function createCheckpointSigner(pepper: string, shard = 0) {
  const seed = createHmac('sha256', pepper).update('audit checkpoint signing key').digest()
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const { x: publicKey } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (publicKey === undefined) throw new Error('No public key')
  let last: { seq: number; header: string } | undefined
  return {
    /** base64url */
    publicKey,
    sign({ seq, hash }: ChainHead): string {
      if (last?.seq !== seq) {
        const payload = Buffer.from(checkpointPayload({ seq, hash, shard }))
        const signature = sign(null, payload, privateKey).toString('base64url')
        last = { seq, header: formatCheckpoint({ seq, hash, signature, shard }) }
      }
      return last.header
    },
  }
}
