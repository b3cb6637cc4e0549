/** Words for the customer's device and connection: rows and cases share them. */
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'

const english = {
  unknown: 'Unknown device',
  /** Of an app. */
  sdk: (name: string) => `${name} SDK`,
  programOn: (program: string, system: string) => `${program} on ${system}`,
  network: { vpn: 'VPN', proxy: 'Proxy', tor: 'Tor', datacenter: 'Datacenter' },
  /** `level`: the provider's own word. */
  threat: (level: string) => `${level} threat`,
}

export type DeviceWords = typeof english
export const deviceWords = createCatalogue<DeviceWords>(english, {
  de: () => import('./de/device.ts'),
  es: () => import('./es/device.ts'),
  fr: () => import('./fr/device.ts'),
  'pt-BR': () => import('./pt-BR/device.ts'),
  ja: () => import('./ja/device.ts'),
})
