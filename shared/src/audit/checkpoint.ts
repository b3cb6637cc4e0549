/**
 * The `Lens-Audit-Checkpoint` header: an RFC 9651 integer with parameters, `17;hash="…";signature="…"`. Each authorised
 * answer carries the newest entry of the audit log, signed (Ed25519, base64url). A browser that keeps the last one can
 * show later that the log was rewritten. No schemas here: the options page loads this.
 */
import type { ChainHead } from './chain.ts'

export const CHECKPOINT_HEADER = 'Lens-Audit-Checkpoint'

export interface Checkpoint extends ChainHead {
  signature: string
}

/** The signed text. */
export const checkpointPayload = ({ seq, hash }: ChainHead): string =>
  `inquiry-lens record head ${seq} ${hash}`

export const formatCheckpoint = ({ seq, hash, signature }: Checkpoint): string =>
  `${seq};hash="${hash}";signature="${signature}"`
