/**
 * Sample mode: fictional data through the same surfaces, before anybody has a relay. It is a sign-in like any other, to
 * an address that no relay can have, so that all that ends with a sign-in ends with it.
 */
import type { Account } from '../../messages/messages.ts'

/** What somebody types is an origin, or refused (`background/relay/address.ts`). */
export const SAMPLE_RELAY = 'sample:'

export const isSample = ({ relay }: Pick<Account, 'relay'>): boolean => relay === SAMPLE_RELAY

/** In every ID of the samples that has letters to say so. */
export const SAMPLE_MARK = 'DemoData'
