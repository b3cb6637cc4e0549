import { CANARY } from '../../common/canary.ts'

/** References of this form are the company's own numbers: what an admin's pattern would let through. */
export const REFERENCE_FORM = 'cust-#{6,9}'
export const REFERENCE_PATTERN = /^cust-\d{6,9}$/

const SHIFT = 700_000

/** One in four is an e-mail address: customers do that, although Persona does not treat it as personal data. */
export function writeReference(account: number, accountSeed: number): string {
  return accountSeed % 4 === 0 ? `teapot.${CANARY}.${account}@example.com` : `cust-${SHIFT + account}`
}

/** undefined: not a reference that could be ours */
export function readReference(reference: string): number | undefined {
  const digits = /^cust-(\d+)$/.exec(reference)?.[1]
  if (digits !== undefined) return Number(digits) - SHIFT
  const account = /\.(\d+)@example\.com$/.exec(reference)?.[1]
  return account === undefined ? undefined : Number(account)
}
