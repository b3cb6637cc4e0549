/**
 * Agent tokens: opaque, stored as a keyed hash, looked up at each request. Never rotated: a rotation that a killed
 * browser worker misses looks like theft.
 */
import { Buffer } from 'node:buffer'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export const TOKEN_LIFETIME = {
  idleMs: 12 * HOUR_MS,
  idleWhenKeptMs: 30 * DAY_MS,
  absoluteMs: 90 * DAY_MS,
} as const

const TOKEN = /^lens_[\w-]{43}$/

/** Times are milliseconds since the epoch. */
export interface TokenRow {
  createdAt: number
  lastUsedAt: number
  keepSignedIn: boolean
  ended: 'signed-out' | 'revoked' | null
}

export const mintToken = (): string => `lens_${randomBytes(32).toString('base64url')}`

/** Without the pepper, a copy of the storage is not enough to test guesses. */
export const hashToken = (pepper: string, token: string): string =>
  createHmac('sha256', pepper).update(token).digest('base64url')

export const readBearer = (header: string | undefined): string | undefined =>
  /^Bearer +(\S{1,200})$/i.exec(header ?? '')?.[1]

export const looksLikeToken = (text: string): boolean => TOKEN.test(text)

export const expiryOf = ({ createdAt }: Pick<TokenRow, 'createdAt'>): number =>
  createdAt + TOKEN_LIFETIME.absoluteMs

const idleOf = ({ keepSignedIn }: Pick<TokenRow, 'keepSignedIn'>): number =>
  keepSignedIn ? TOKEN_LIFETIME.idleWhenKeptMs : TOKEN_LIFETIME.idleMs

/** If it is not used after `now`. */
export const earliestExpiryOf = (row: Pick<TokenRow, 'createdAt' | 'keepSignedIn'>, now: number): number =>
  Math.min(expiryOf(row), now + idleOf(row))

/** The reason for the agent; `undefined` while the token is valid. */
export function whyTokenEnded(row: TokenRow, now: number): string | undefined {
  if (row.ended === 'revoked') return 'An admin revoked this sign-in.'
  if (row.ended === 'signed-out') return 'This sign-in was ended by signing out.'
  if (now >= expiryOf(row)) return 'This sign-in has reached its 90 days.'
  if (now - row.lastUsedAt >= idleOf(row)) {
    return `This sign-in was not used for ${row.keepSignedIn ? '30 days' : '12 hours'}.`
  }
  return undefined
}

export function equalSecrets(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
