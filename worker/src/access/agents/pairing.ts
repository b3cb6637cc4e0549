/**
 * Pairing codes: a public half that finds the code and a secret half that opens it. One use, ten minutes, five tries:
 * guessing wears out the one code that is guessed at, and locks nobody else out.
 */
import { randomInt } from 'node:crypto'
import type { ProblemCode } from '@inquiry-lens/shared/contract/problems.ts'
import { equalSecrets } from './tokens.ts'

/** Crockford's base32: no I, L, O or U, so that a code can be read out over the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const PUBLIC_LENGTH = 5
/** 40 bits; with five tries a guess succeeds once in 2 × 10¹¹. */
const SECRET_LENGTH = 8
const MAX_TRIES = 5
export const CODE_LIFETIME_MS = 10 * 60_000

export interface PairingCode {
  publicHalf: string
  secretHalf: string
}

/** What the desk keeps of a code. Times are milliseconds since the epoch. */
export interface CodeRow {
  secretHash: string
  expiresAt: number
  tries: number
  usedAt: number | null
}

const draw = (length: number): string =>
  Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/** `isTaken`: public halves are few enough that two of some thousands are alike. */
export function mintCode(isTaken: (publicHalf: string) => boolean): PairingCode {
  const publicHalf = draw(PUBLIC_LENGTH)
  return isTaken(publicHalf) ? mintCode(isTaken) : { publicHalf, secretHalf: draw(SECRET_LENGTH) }
}

/** `7K2QX-9MBD-4TPR` */
export const formatCode = ({ publicHalf, secretHalf }: PairingCode): string =>
  [publicHalf, secretHalf.slice(0, 4), secretHalf.slice(4)].join('-')

/** Forgives what people do to codes: case, spaces, dashes, and the letters that Crockford reads as digits. */
export function parseCode(text: string): PairingCode | undefined {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  const isCode =
    plain.length === PUBLIC_LENGTH + SECRET_LENGTH && [...plain].every((sign) => ALPHABET.includes(sign))
  return isCode
    ? { publicHalf: plain.slice(0, PUBLIC_LENGTH), secretHalf: plain.slice(PUBLIC_LENGTH) }
    : undefined
}

export type PairingAttempt =
  | { ok: true }
  /** `try`: which one, where the secret half was wrong and is counted. */
  | { ok: false; code: Extract<ProblemCode, `pairing-code-${string}`>; try?: 'one' | 'last' }

/** Only who knows the secret half learns that a code exists, was used, has expired or is worn out. */
export function judgeAttempt(row: CodeRow | undefined, secretHash: string, now: number): PairingAttempt {
  if (!row) return { ok: false, code: 'pairing-code-wrong' }
  const isDead = row.tries >= MAX_TRIES
  if (!equalSecrets(row.secretHash, secretHash)) {
    if (isDead) return { ok: false, code: 'pairing-code-wrong' }
    return { ok: false, code: 'pairing-code-wrong', try: row.tries + 1 < MAX_TRIES ? 'one' : 'last' }
  }
  if (row.usedAt !== null) return { ok: false, code: 'pairing-code-used' }
  if (isDead) return { ok: false, code: 'pairing-code-dead' }
  if (now >= row.expiresAt) return { ok: false, code: 'pairing-code-expired' }
  return { ok: true }
}
