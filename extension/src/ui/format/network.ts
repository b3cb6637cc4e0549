/** What a provider says about the customer's connection. `null` is "not said", which is never "no". */

import type { Tone } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Network } from '@inquiry-lens/shared/domain/model.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'

export interface RiskFlag {
  label: string
  tone: Tone
}

const HINTS = [
  { key: 'vpn', label: 'VPN' },
  { key: 'proxy', label: 'Proxy' },
  { key: 'tor', label: 'Tor' },
  { key: 'datacenter', label: 'Datacenter' },
] as const

const THREAT_TONES: Readonly<Record<string, Tone>> = { low: 'good', medium: 'attention', high: 'bad' }

/** The threat level in the provider's own word. A word nobody has seen yet deserves a look, not a colour. */
export function describeThreat(level: string | null): RiskFlag | undefined {
  if (level === null) return undefined
  return { label: level, tone: own(THREAT_TONES, level) ?? 'idle' }
}

/**
 * What stands out in a row, the gravest first, and facts before the provider's verdict: only what was said, and only
 * what is not ordinary.
 */
export function listRiskFlags(network: Network): RiskFlag[] {
  const flags: RiskFlag[] = HINTS.filter(({ key }) => network[key] === true).map(({ key, label }) => ({
    label,
    tone: key === 'tor' ? 'bad' : 'attention',
  }))
  const threat = describeThreat(network.threatLevel)
  const isOrdinary = threat === undefined || threat.label === 'low' || threat.label === 'unknown'
  const all = isOrdinary ? flags : [...flags, { ...threat, label: `${threat.label} threat` }]
  return all.toSorted((a, b) => Number(b.tone === 'bad') - Number(a.tone === 'bad'))
}

/** Each signal with what was said about it, for the details. */
export function listNetworkHints(network: Network): { label: string; said: 'yes' | 'no' | 'not said' }[] {
  return HINTS.map(({ key, label }) => {
    const value = network[key]
    return { label, said: value === null ? 'not said' : value ? 'yes' : 'no' }
  })
}
