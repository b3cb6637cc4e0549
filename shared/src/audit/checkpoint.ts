/**
 * The `Lens-Record-Head` header: an RFC 9651 integer with parameters, `17;hash="…";signature="…"`. Every answer to
 * somebody who was admitted carries the record's newest line; whoever keeps the last one they saw can show later that
 * the record was rewritten. The signature (Ed25519, base64url) shows that the relay said it, and nobody else.
 */

import type { RecordHead } from './chain.ts'
import type { SignedHead } from './read-checkpoint.ts'

export * from './read-checkpoint.ts'

export const RECORD_HEAD_HEADER = 'Lens-Record-Head'

/** The words that are signed. */
export const headToSign = ({ seq, hash }: RecordHead): string => `inquiry-lens record head ${seq} ${hash}`

export const formatRecordHead = ({ seq, hash, signature }: SignedHead): string =>
  `${seq};hash="${hash}";signature="${signature}"`
