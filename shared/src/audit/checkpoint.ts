/**
 * The `Lens-Audit-Checkpoint` header: an RFC 9651 integer with parameters, `17;hash="…";signature="…"`, and `;shard=3` of a
 * relay with several logs. Each authorised
 * answer carries the newest entry of the audit log, signed (Ed25519, base64url). A browser that keeps the last one can
 * show later that the log was rewritten. No schemas here: the options page loads this.
 */
import type { ChainHead } from './chain.ts'

export const CHECKPOINT_HEADER = 'Lens-Audit-Checkpoint'

export interface Checkpoint extends ChainHead {
  signature: string
  /** Of a relay whose agents are spread over several logs; the first is left out. */
  shard?: number | undefined
}

/** The signed text. */
export const checkpointPayload = ({ seq, hash, shard }: Omit<Checkpoint, 'signature'>): string =>
  `inquiry-lens record head ${shard ? `${shard}/` : ''}${seq} ${hash}`

export const formatCheckpoint = ({ seq, hash, signature, shard }: Checkpoint): string =>
  `${seq};hash="${hash}";signature="${signature}"${shard ? `;shard=${shard}` : ''}`
