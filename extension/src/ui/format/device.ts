/** The customer's device, country and connection in words. Unknown parts are left out, not guessed. */

import type { Tone } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Device, Network } from '@inquiry-lens/shared/domain/model.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import { commonWords, frameWords } from '../../locales/surface.ts'

interface NamedVersion {
  name: string | null
  version: string | null
}

const majorOf = (version: string | null): string => version?.split('.', 1)[0] ?? ''

const joinWords = (...words: (string | null)[]): string => words.filter(Boolean).join(' ')

/** `Chrome 115`. Without a name the version says nothing. */
const shortName = ({ name, version }: NamedVersion): string => (name ? joinWords(name, majorOf(version)) : '')

/** Persona's own words, as its dashboard writes them, shortened where they are a mouthful. */
const SYSTEMS: Readonly<Record<string, string>> = { 'Mac OS X': 'Mac', 'OS X': 'Mac', macOS: 'Mac' }
const systemOf = (name: string | null): string => (name && SYSTEMS[name]) || name || ''

/** `Chrome 115.0.5790.98`, or `Unknown`. */
export const describeVersion = ({ name, version }: NamedVersion): string =>
  name ? joinWords(name, version) : commonWords.unknown

/** `Chrome 115 on Mac`, with what there is. */
export function describeDevice({ browser, mobileSdk, os, name, type }: Device): string {
  const program = shortName(browser) || (mobileSdk.name ? frameWords.device.sdk(shortName(mobileSdk)) : '')
  const system = systemOf(os.name)
  if (program && system) return frameWords.device.programOn(program, system)
  return program || system || name || type || frameWords.device.unknown
}

/** What a provider says about the customer's connection. `null` is "not said", which is never "no". */

export interface RiskFlag {
  label: string
  tone: Tone
}

export const HINTS = ['vpn', 'proxy', 'tor', 'datacenter'] as const

const THREAT_TONES: Readonly<Record<string, Tone>> = { low: 'good', medium: 'attention', high: 'bad' }

/** The threat level in the provider's own word; an unknown level is `idle`. */
export function describeThreat(level: string | null): RiskFlag | undefined {
  if (level === null) return undefined
  return { label: level, tone: own(THREAT_TONES, level) ?? 'idle' }
}

/**
 * The flags of a row, worst first, facts before the provider's verdict. Leaves out what is unknown or ordinary.
 */
export function listRiskFlags(network: Network): RiskFlag[] {
  const flags: RiskFlag[] = HINTS.filter((key) => network[key] === true).map((key) => ({
    label: frameWords.device.network[key],
    tone: key === 'tor' ? 'bad' : 'attention',
  }))
  const threat = describeThreat(network.threatLevel)
  const isOrdinary = threat === undefined || threat.label === 'low' || threat.label === 'unknown'
  const all = isOrdinary ? flags : [...flags, { ...threat, label: frameWords.device.threat(threat.label) }]
  return all.toSorted((a, b) => Number(b.tone === 'bad') - Number(a.tone === 'bad'))
}

/** Countries as code and name. No flags: Windows draws none, and a flag alone is a riddle for many of them. */

export interface Country {
  code: string | null
  name: string | null
}

/** `US`, or the name where there is no code. */
export const shortCountry = ({ code, name }: Country): string | undefined => code ?? name ?? undefined
