/**
 * The `Lens-Audit-Checkpoint` header: an RFC 9651 integer with parameters, `17;hash="…";signature="…"`. Every answer to
 * somebody who was admitted carries the record's newest line; whoever keeps the last one they saw can show later that
 * the record was rewritten. The signature (Ed25519, base64url) shows that the relay said it, and nobody else.
 */

import type { ChainHead } from './chain.ts'
import type { Checkpoint } from './read-checkpoint.ts'

export * from './read-checkpoint.ts'

export const CHECKPOINT_HEADER = 'Lens-Audit-Checkpoint'

/** The words that are signed. */
export const checkpointPayload = ({ seq, hash }: ChainHead): string =>
  `inquiry-lens record head ${seq} ${hash}`

export const formatCheckpoint = ({ seq, hash, signature }: Checkpoint): string =>
  `${seq};hash="${hash}";signature="${signature}"`
