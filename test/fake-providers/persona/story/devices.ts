/** What customers hold in their hands. The texts follow the style of Persona's own examples. */
export type Device = {
  readonly type: string
  readonly name: string | null
  readonly os: string
  readonly osVersion: string | null
  readonly browser: string | null
  readonly browserVersion: string | null
  readonly sdk: string | null
  readonly sdkVersion: string | null
  readonly userAgent: string
}

type Devices = readonly [Device, ...Device[]]

const NO_SDK = { sdk: null, sdkVersion: null }
const NO_BROWSER = { browser: null, browserVersion: null }

export const PHONES: Devices = [
  {
    type: 'smartphone',
    name: 'Apple iPhone',
    os: 'iOS',
    osVersion: '26.0.1',
    browser: 'Mobile Safari',
    browserVersion: '26.0',
    ...NO_SDK,
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile Safari',
  },
  {
    type: 'smartphone',
    name: 'Samsung Galaxy S24',
    os: 'Android',
    osVersion: '15',
    browser: 'Chrome Mobile',
    browserVersion: '141.0.0.0',
    ...NO_SDK,
    userAgent: 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile Safari/537.36',
  },
  {
    type: 'tablet',
    name: 'Apple iPad',
    os: 'iPadOS',
    osVersion: '18.6',
    browser: 'Mobile Safari',
    browserVersion: '18.6',
    ...NO_SDK,
    userAgent:
      'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.6 Mobile Safari',
  },
]

export const DESKTOPS: Devices = [
  {
    type: 'desktop',
    name: null,
    os: 'Mac',
    osVersion: '10.15.7',
    browser: 'Chrome',
    browserVersion: '141.0.0.0',
    ...NO_SDK,
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36',
  },
  {
    type: 'desktop',
    name: null,
    os: 'Windows',
    osVersion: '10',
    browser: 'Microsoft Edge',
    browserVersion: '141.0.0.0',
    ...NO_SDK,
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Edg/141.0.0.0',
  },
  {
    type: 'desktop',
    name: null,
    os: 'GNU/Linux',
    osVersion: null,
    browser: 'Firefox',
    browserVersion: '144.0',
    ...NO_SDK,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
  },
]

export const APPS: Devices = [
  {
    type: 'smartphone',
    name: 'Apple iPhone14,5',
    os: 'iOS',
    osVersion: '26.0.1',
    ...NO_BROWSER,
    sdk: 'Inquiry',
    sdkVersion: '2.33.0',
    userAgent: 'Inquiry/2.33.0 (iOS/26.0.1; Apple iPhone14,5)',
  },
  {
    type: 'smartphone',
    name: 'Google Pixel 8',
    os: 'Android',
    osVersion: '16',
    ...NO_BROWSER,
    sdk: 'Inquiry',
    sdkVersion: '2.27.1',
    userAgent: 'Inquiry/2.27.1 (Android/16; Google Pixel 8)',
  },
]
