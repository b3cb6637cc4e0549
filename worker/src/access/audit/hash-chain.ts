/** The record's chain with this platform's SHA-256. */
import { createHash } from 'node:crypto'
import { createChain } from '@inquiry-lens/shared/audit/chain.ts'

export const CHAIN = createChain((text) => createHash('sha256').update(text).digest('hex'))
