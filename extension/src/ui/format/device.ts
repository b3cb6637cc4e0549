/** The customer's device in a line. Every part may be unsaid, and what is unsaid is left out, not guessed. */

import type { Device } from '@inquiry-lens/shared/domain/model.ts'
import { own } from '@inquiry-lens/shared/lib/own-property.ts'
import { HANDOFFS } from '@inquiry-lens/shared/providers/registry.ts'

interface NamedVersion {
  name: string | null
  version: string | null
}

export const UNKNOWN_DEVICE = 'Not said'

const majorOf = (version: string | null): string => version?.split('.', 1)[0] ?? ''

const joinWords = (...words: (string | null)[]): string => words.filter(Boolean).join(' ')

/** `Chrome 115`. Without a name the version says nothing. */
const shortName = ({ name, version }: NamedVersion): string => (name ? joinWords(name, majorOf(version)) : '')

/** Persona's own words, as its dashboard writes them, shortened where they are a mouthful. */
const SYSTEMS: Readonly<Record<string, string>> = { 'Mac OS X': 'Mac', 'OS X': 'Mac', macOS: 'Mac' }
const systemOf = (name: string | null): string => (name && SYSTEMS[name]) || name || ''

/** `Chrome 115.0.5790.98`, or that nothing was said. */
export const describeVersion = ({ name, version }: NamedVersion): string =>
  name ? joinWords(name, version) : UNKNOWN_DEVICE

/** `Chrome 115 on Mac`, with what there is. */
export function describeDevice({ browser, mobileSdk, os, name, type }: Device): string {
  const program = shortName(browser) || (mobileSdk.name ? `${shortName(mobileSdk)} SDK` : '')
  const system = systemOf(os.name)
  if (program && system) return `${program} on ${system}`
  return program || system || name || type || 'Device not said'
}

/** How the customer came to this device from another one. */
export function describeHandoff(handoff: string | null): string | undefined {
  return handoff === null ? undefined : (own(HANDOFFS, handoff) ?? `by ${handoff}`)
}
