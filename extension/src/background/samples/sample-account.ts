/** The sign-in of sample mode: an address that no relay can have, and a token that opens nothing. */
import type { Account } from '../../messages/messages.ts'
import { SAMPLE_RELAY } from '../../stored.ts'

export const SAMPLE_AGENT = { email: 'you@samples.example', role: 'agent' } as const

const THIRTY_DAYS_MS = 30 * 86_400_000
export const expiryOf = (begin: number): string => new Date(begin + THIRTY_DAYS_MS).toISOString()

/** The samples are told back from the moment when somebody began to look at them, which is all that the token says. */
const tokenOf = (begin: number): string => `begun ${begin}`
export const beginOf = (token: string): number => Number(token.replace(/^begun /, '')) || 0

/** Ends with the browser: it is for a first look. */
export const makeSampleSignIn = (begin: number): { account: Account; token: string } => ({
  account: { relay: SAMPLE_RELAY, ...SAMPLE_AGENT, expiresAt: expiryOf(begin), keepSignedIn: false },
  token: tokenOf(begin),
})
