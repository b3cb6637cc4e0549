import { CANARY } from '../../common/canary.ts'

/** The company's own numbers are of the form of `REFERENCE_PATTERN`; one in five customers is an e-mail address. */
const SHIFT = 800_000

export const writeExternalId = (customer: number): string =>
  customer % 5 === 4 ? `kettle.${CANARY}.${customer}@example.com` : `cust-${SHIFT + customer}`

/** undefined: not one that could be ours */
export function readExternalId(text: string): number | undefined {
  const digits = /^cust-(\d+)$/.exec(text)?.[1]
  if (digits !== undefined) return Number(digits) - SHIFT
  const customer = /\.(\d+)@example\.com$/.exec(text)?.[1]
  return customer === undefined ? undefined : Number(customer)
}
