/** Words around a case and for the customer's device: what the panel and the card open with. */
import { createCatalogue, plural } from '@inquiry-lens/shared/lib/catalogue.ts'

const english = {
  backTo: (list: string) => `Back to ${list}`,
  back: 'Back (Esc)',
  openIn: (provider: string) => `Open in ${provider}`,
  openInEnvironment: (provider: string, environment: string) => `Open in ${provider} (${environment})`,
  notCopied: (id: string) => `Not copied: ${id} is no longer on the page`,
  changedTo: (state: string) => `now ${state}`,
  changes: (count: number) =>
    plural(count, { one: '1 thing more happened', other: `${count} things more happened` }),
  changed: (what: string) => `Changed: ${what}`,
  /** Around the time; then follows what changed. */
  changedBefore: 'Changed ',
  changedAfter: ': ',
  seen: 'Seen',
  /** The customer's device and connection. */
  device: {
    unknown: 'Unknown device',
    /** Of an app. */
    sdk: (name: string) => `${name} SDK`,
    programOn: (program: string, system: string) => `${program} on ${system}`,
    network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Datacenter' },
    /** `level`: the provider's own word. */
    threat: (level: string) => `${level} threat`,
  },
}

export type FrameWords = typeof english
export const frameWords = createCatalogue<FrameWords>(english, {
  de: () => import('./de/frame.ts'),
  es: () => import('./es/frame.ts'),
  fr: () => import('./fr/frame.ts'),
  'pt-BR': () => import('./pt-BR/frame.ts'),
  ja: () => import('./ja/frame.ts'),
})
