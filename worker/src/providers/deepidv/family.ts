/**
 * Of what family a device or a browser is. What deepidv says of them is free text, and people name their devices after
 * themselves: a word that is not of these is not told.
 */
import type { Device } from '@inquiry-lens/shared/domain/model.ts'

interface Family {
  is: RegExp
  name: string
}

const NONE = { name: null, version: null }

const DEVICES: readonly (Family & { type: string; os: string })[] = [
  { is: /iphone|\bios\b/i, name: 'iPhone', type: 'smartphone', os: 'iOS' },
  { is: /ipad/i, name: 'iPad', type: 'tablet', os: 'iPadOS' },
  { is: /android/i, name: 'Android', type: 'smartphone', os: 'Android' },
  { is: /windows/i, name: 'Windows', type: 'desktop', os: 'Windows' },
  { is: /\bcros\b|chromebook/i, name: 'Chromebook', type: 'desktop', os: 'ChromeOS' },
  { is: /mac/i, name: 'Mac', type: 'desktop', os: 'macOS' },
  { is: /linux/i, name: 'Linux', type: 'desktop', os: 'Linux' },
]
const KINDS: readonly Family[] = [
  { is: /tablet/i, name: 'tablet' },
  { is: /mobile|phone/i, name: 'smartphone' },
  { is: /desktop|laptop/i, name: 'desktop' },
]
/** In this order: most of them call themselves what stands further down, too. */
const BROWSERS: readonly Family[] = [
  { is: /\bedg/i, name: 'Edge' },
  { is: /\bopr\b|opera/i, name: 'Opera' },
  { is: /samsung/i, name: 'Samsung Internet' },
  { is: /firefox|fxios/i, name: 'Firefox' },
  { is: /chrom|crios/i, name: 'Chrome' },
  { is: /safari/i, name: 'Safari' },
]

const find = <TFamily extends Family>(families: readonly TFamily[], value: unknown): TFamily | undefined =>
  typeof value === 'string' ? families.find(({ is }) => is.test(value.slice(0, 500))) : undefined

export function describeDevice(device: unknown, browser: unknown): Device {
  const family = find(DEVICES, device)
  return {
    type: family?.type ?? find(KINDS, device)?.name ?? null,
    name: null,
    os: { name: family?.os ?? null, version: null },
    browser: { name: find(BROWSERS, browser)?.name ?? null, version: null },
    mobileSdk: NONE,
    handoff: null,
  }
}
