import { BASE58, fromBase58, toBase58 } from '../common/base58.ts'
import { CIPHER_CAPACITY, createNumberCipher, type NumberCipher } from '../common/number-cipher.ts'
import { createRandom, hash } from '../common/random.ts'

/** https://docs.withpersona.com/versioning says that length and prefix may change at any time. */
export const PREFIX = {
  account: 'act',
  case: 'case',
  device: 'dev',
  document: 'doc',
  environment: 'env',
  event: 'evt',
  inquiry: 'inq',
  'inquiry-session': 'iqse',
  'inquiry-template': 'itmpl',
  'inquiry-template-version': 'itmplv',
  network: 'net',
  organization: 'org',
  report: 'rep',
  request: 'req',
  selfie: 'self',
  user: 'user',
  verification: 'ver',
  'workflow-run': 'wfr',
} as const

const HIDDEN_LENGTH = 6

export type Ids = {
  write(prefix: string, number: number): string
  /** undefined: not an ID that this environment gave out */
  read(prefix: string, id: string): number | undefined
}

/** An ID hides its number in the first letters; the rest is a keyed tail, so a guessed ID is not found. */
export function createIds(seed: number): Ids {
  const ciphers = new Map<string, NumberCipher>()
  function cipherFor(prefix: string): NumberCipher {
    const cipher = ciphers.get(prefix) ?? createNumberCipher(hash(seed, prefix))
    ciphers.set(prefix, cipher)
    return cipher
  }
  function write(prefix: string, number: number): string {
    const random = createRandom(hash(seed, 'tail', prefix, number))
    const length = pickLength(random.next())
    let body = toBase58(cipherFor(prefix).hide(number), HIDDEN_LENGTH)
    while (body.length < length) body += BASE58.charAt(Math.floor(random.next() * 58))
    return `${prefix}_${body}`
  }
  return {
    write,
    read(prefix, id) {
      if (!id.startsWith(`${prefix}_`)) return undefined
      const hidden = fromBase58(id.slice(prefix.length + 1, prefix.length + 1 + HIDDEN_LENGTH))
      if (hidden === undefined || hidden >= CIPHER_CAPACITY) return undefined
      const number = cipherFor(prefix).reveal(hidden)
      return write(prefix, number) === id ? number : undefined
    },
  }
}

/** Both lengths are in use at Persona today. */
function pickLength(share: number): number {
  if (share < 0.82) return 24
  return share < 0.87 ? 27 : 28
}
