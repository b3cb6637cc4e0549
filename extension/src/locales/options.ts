/** The words of the options page. */
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { AuditAlarm } from '../messages/messages.ts'
import type { Feature } from '../platform/policy.ts'

const options = {
  about: 'See what happened to a customer’s identity verification without leaving the ticket.',
  signIn: {
    title: 'Connect to your relay',
    signedOut: 'You are signed out',
    again: 'Sign in again with a new pairing code.',
    relay: 'Relay address',
    relayHint: 'The address of your company’s relay. Ask your admin.',
    relayFound: 'Relay found',
    code: 'Pairing code',
    codeHint: 'From your admin. It works once, for ten minutes. Spaces, dashes and case don’t matter.',
    keep: 'Keep me signed in on this computer',
    keepHint:
      'You stay signed in until 30 days without use. Unticked, your sign-in ends when the browser is closed, or after 12 hours without use. Untick it on a shared computer.',
    connect: 'Connect',
    connecting: 'Connecting…',
    mayAsk: 'Chrome may ask whether Inquiry Lens may reach this address. It works either way.',
    noRelay: 'Enter the address that your admin gave you.',
    noCode: 'Enter the pairing code that your admin gave you.',
    tellAdmin: 'Tell your administrator.',
  },
  samples: {
    title: 'Sample data',
    lead: 'All of this is fictional and comes with the extension. Nothing is sent anywhere. Open one of these, or click the toolbar button.',
    leave: 'Leave the samples',
    leaving: 'Leaving…',
    ends: 'Connecting to a relay also ends sample mode.',
    noRelay: 'No relay yet?',
    lookAround:
      'Look around with fictional customers. They come with the extension: nothing is sent anywhere, and it ends when you connect.',
    try: 'Try it with samples',
    getting: 'Getting samples…',
  },
  account: {
    title: 'Signed in',
    as: 'As',
    role: 'Role',
    relay: 'Relay',
    until: 'Until',
    /** `day`: `undefined` if it is unknown. */
    atTheLatest: (day: string | undefined) => `${day ?? 'Unknown'} at the latest`,
    isKept: 'You stay signed in until 30 days without use.',
    isNotKept: 'Ends sooner when the browser is closed, or after 12 hours without use.',
    openAdmin: 'Open the admin page',
    seeWhatToDo: 'See what to do',
  },
  signOut: {
    action: 'Sign out',
    title: 'Sign out?',
    question: 'To sign in again you need a new pairing code from your admin.',
    busy: 'Signing out…',
    keep: 'Stay signed in',
  },
  lookUp: {
    title: 'Look up a case',
    lead: 'Paste an ID from a ticket here, into the popup or into the side panel.',
    openPanel: 'Open side panel',
  },
  firstSteps: {
    title: 'Get started',
    open: 'Open a ticket in your help desk.',
    /** Before and behind the name of the button. */
    clickBefore: 'Click the Inquiry Lens icon next to the address bar, and choose ',
    markIds: 'Mark IDs',
    clickAfter: '. If you don’t see it, pin it from the puzzle-piece menu.',
    point: 'Point at a marked ID to see what happened and what to reply.',
  },
  sites: {
    title: 'Marking IDs in pages',
    lead: 'On these sites, inquiry and session IDs are marked and open a card. No other text leaves the page, and no other site is read.',
    none: 'No sites.',
    noneYet: 'No site yet. Add your help desk’s.',
    marked: 'Marked',
    allow: 'Allow',
    allowSite: (site: string) => `Allow ${site}`,
    off: 'Switched off by your admin',
    offOn: (hosts: string) => `Switched off by your admin on ${hosts}`,
    remove: 'Remove',
    removeSite: (site: string) => `Remove ${site}`,
    addSite: 'Add a site',
    add: 'Add',
    states: 'Look up the state of IDs',
    choices: {
      'in-view': { label: 'When they come into view', hint: 'One request for all IDs in view.' },
      'on-hover': { label: 'When you point at one', hint: 'No request until you point at an ID.' },
    },
    allowedButOff: (site: string) => `${site} is allowed, but marking there is switched off by your admin.`,
    markedNow: (site: string) => `IDs on ${site} are marked now.`,
    notAdded: 'Not added: access was not allowed when Chrome asked.',
    notAllowed: (site: string) => `Access to ${site} was not allowed when Chrome asked.`,
    problems: {
      missing: 'Enter a site, such as acme.zendesk.com.',
      notHttps: 'Only sites with https can be added.',
      everySite: 'That is every site. Add your help desk’s own, such as *.zendesk.com.',
      noSite: 'That is not a site. It looks like acme.zendesk.com.',
    },
  },
  keys: {
    title: 'Keys',
    label: 'Single keys',
    hint: 'In the side panel, and on a card: “r” copies the reply, “c” the case for the ticket, “o” opens the dashboard. In the panel, “/” goes to the search box, and “?” lists all keys. Never while you type.',
  },
  test: {
    title: 'Connection',
    lead: 'Reads from the relay and, through it, from each provider.',
    run: 'Test connection',
    running: 'Testing…',
    relayConnected: 'Relay: connected',
    /** Before the relay's build. */
    build: 'build',
    connected: (name: string) => `${name}: connected`,
    canRead: 'The relay can read from it.',
    lacks: (permission: string) =>
      `Its key lacks the permission ${permission}, so cases don’t say why a check failed.`,
    requestId: 'Request ID',
    copyRequestId: 'Copy request ID',
  },
  policy: {
    managedBy: (organization: string | undefined) => `Managed by ${organization ?? 'your administrator'}.`,
    misread: (settings: string) => `Not understood in the policy: ${settings}. Tell your admin.`,
    off: (features: string) => `Switched off: ${features}.`,
    features: {
      marks: 'marking IDs in pages',
      hover: 'cards over IDs',
      menu: 'the context menu',
      omnibox: 'looking up from the address bar',
      copy: 'copy buttons',
      export: 'exporting lists',
      insert: 'replies inserted into the page',
      watch: 'watching cases',
    } satisfies Record<Feature, string>,
    setByAdmin: 'Set by your administrator',
  },
  witness: {
    title: 'Audit log check',
    lead: 'The relay logs who viewed what. This browser keeps the newest signed checkpoint of that audit log, so that a later change to it is detected. It contains no names, and stays when you sign out.',
    alarms: {
      backwards: 'The relay’s audit log is shorter than before',
      rewritten: 'An entry of the relay’s audit log was changed',
      forged: 'The relay’s audit checkpoint has a wrong signature',
      'new-key': 'The relay signs its audit log with a different key',
    } satisfies Record<AuditAlarm['kind'], string>,
    found: (time: string) =>
      `Found ${time}. Tell your compliance officer, and give them the file: it shows what the audit log was. This checkpoint is kept until you mark the alarm as resolved.`,
    resolve: 'Mark as resolved',
    resolving: 'Resolving…',
    none: 'No checkpoint yet.',
    entry: 'Entry',
    seen: (entry: number, ago: string) => `${entry}, seen ${ago}`,
    save: 'Save as a file',
    copy: 'Copy',
  },
  language: {
    title: 'Language',
    lead: 'Of Inquiry Lens itself. A reply’s language is chosen with the reply.',
    label: 'Show Inquiry Lens in',
    /** `name`: of the language that the browser asks for. */
    browser: (name: string) => `The browser’s language (${name})`,
    notReviewed: 'No native speaker has read this translation yet.',
  },
}

export type OptionsWords = typeof options

export const { options: optionsWords } = createCatalogue(
  { options },
  {
    de: () => import('./de/options.ts'),
    es: () => import('./es/options.ts'),
    fr: () => import('./fr/options.ts'),
    'pt-BR': () => import('./pt-BR/options.ts'),
    ja: () => import('./ja/options.ts'),
  },
)
