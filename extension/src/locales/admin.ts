/** Words of the admin page; those of its audit log are in `audit.ts`. */
import type { GatewayState } from '@inquiry-lens/shared/contract/admin.ts'
import type { Role } from '@inquiry-lens/shared/contract/permissions.ts'
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'
import { formatNumber } from '../ui/format/locale.ts'
import type { Section } from '../ui/surfaces/admin/location.ts'

/** A sentence around what is drawn within it. */
export interface Around {
  before: string
  after: string
}

const english = {
  title: 'Admin',
  sections: {
    agents: 'Agents',
    audit: 'Audit log',
    gateway: 'Providers',
  } satisfies Record<Section, string>,
  refresh: 'Refresh',
  notForRole: {
    title: 'This page is for admins and auditors',
    text: (role: string, email: string) =>
      `You are signed in as ${role} (${email}). Ask an admin for access.`,
  },
  exporting: {
    copy: 'Copy command',
    howTo:
      'Run it in the relay’s repository with BOOTSTRAP_TOKEN set. For a local relay, the token is found automatically.',
  },
  addAgent: {
    heading: 'Add an agent',
    email: 'Email address',
    emailProblem: 'Enter an email address, such as ada@example.com.',
    role: 'Role',
    roleHints: {
      agent: 'Reads cases, sessions and events.',
      investigator: 'Reads, and reveals sensitive fields with a reason.',
      auditor: 'Reads the audit log and provider status.',
      admin: 'Manages agents. Reads cases, audit log and provider status.',
    } satisfies Record<Role, string>,
    create: 'Add and create a code',
    createAnother: 'Create another code',
    reinstate: 'Reinstate and create a code',
    creating: 'Creating a code…',
    /** What the form does to an existing agent. */
    known: (email: string, role: string) => `${email} already exists as ${role}. Their sign-ins stay valid.`,
    knownInAnotherRole: (email: string, before: string, role: string) =>
      `${email} already exists. Their role changes from ${before} to ${role}, from their next request.`,
    revoked: (email: string, role: string) => `${email} was revoked. This reinstates them as ${role}.`,
    revokedInAnotherRole: (email: string, before: string, role: string) =>
      `${email} was revoked. This reinstates them as ${role}. Their role changes from ${before} to ${role}, from their next request.`,
  },
  changeRole: {
    about: (email: string) => `Change the role of ${email}?`,
    own: (before: string, role: string) =>
      `Change your own role from ${before} to ${role}? You can’t undo this yourself.`,
    another: (email: string, before: string, role: string) => `Change ${email} from ${before} to ${role}?`,
    change: 'Change role',
    changing: 'Changing…',
    keep: (before: string) => `Keep ${before}`,
  },
  code: {
    heading: (email: string, role: string) => `Pairing code for ${email}, as ${role}`,
    validity: (wait: string) =>
      `Works once, for another ${wait}. It is not shown again; send it where only they can read it.`,
    copy: 'Copy code',
    copyInvitation: 'Copy invitation',
    /** Lines of a message to the new agent. */
    invitation: (email: string, relay: string, code: string): readonly string[] => [
      `You can sign in to Inquiry Lens as ${email}.`,
      'In the extension’s options, enter',
      `Relay address: ${relay}`,
      `Pairing code: ${code}`,
      'The code works once, for ten minutes.',
    ],
    done: 'Done',
  },
  agents: {
    loading: 'Loading agents…',
    count: (active: number, revoked: number) =>
      `${active} ${active === 1 ? 'agent' : 'agents'}${revoked > 0 ? `, ${revoked} revoked` : ''}`,
    find: 'Search agents by email or role',
    findBriefly: 'Search by email or role',
    none: 'No agents yet',
    noneHint: 'Add an agent to create a pairing code, which they enter in the extension’s options.',
    noMatch: 'No matching agents',
    noMatchHint: 'Search by email or role.',
    showMore: (more: number, all: number) => `Show ${more} more of ${all}`,
    auditEntries: 'Their audit log entries',
    isRevoked: 'revoked',
    isSelf: 'you',
    revoked: (role: string): Around => ({ before: 'Revoked ', after: `, was ${role}` }),
    neverSignedIn: 'Never signed in',
    lastActive: { before: 'Last active ', after: '' } satisfies Around,
    signIns: (count: number) => `${count} ${count === 1 ? 'sign-in' : 'sign-ins'}`,
    newCode: 'New code',
    newCodeFor: (email: string) => `New code for ${email}`,
    reinstate: 'Reinstate',
    reinstateWhom: (email: string) => `Reinstate ${email}`,
    /** Of an action that failed. */
    failed: (what: string, why: string) => `${what}: ${why}`,
    noCode: (email: string) => `No code was created for ${email}`,
  },
  revoke: {
    revoke: 'Revoke',
    whom: (email: string) => `Revoke ${email}`,
    about: (email: string) => `Revoke ${email}?`,
    self: 'Revoke yourself? You will be signed out.',
    another: 'End all their sign-ins?',
    revoking: 'Revoking…',
    cancel: 'Cancel',
    done: (email: string) => `${email} is signed out everywhere, from the next request.`,
    failed: (email: string) => `${email} was not revoked`,
  },
  revokeAll: {
    heading: 'Revoke all agents',
    lead: 'Ends every sign-in but yours, and every open pairing code, from the next request. Roles stay; each agent needs a new code.',
    /** Around `typed`. */
    type: { before: 'Type ', after: ' to go on' } satisfies Around,
    /** In small letters. */
    typed: 'revoke all',
    revoke: 'Revoke all agents',
    revoking: 'Revoking all agents…',
    done: (signIns: number) =>
      `${signIns === 1 ? '1 sign-in has' : `${signIns} sign-ins have`} ended, from the next request. You stay signed in. Each agent needs a new code.`,
    failed: 'Sign-ins were not ended',
  },
  gateway: {
    lead: 'Counts only, no customer data.',
    asOf: (ago: string) => `As of ${ago}. Refreshes automatically.`,
    none: 'No provider is configured',
    noneHint: 'Set a provider’s key on the relay.',
    quota: 'Quota',
    quotaOf: (provider: string) => `Requests left at ${provider}`,
    moreIn: (quota: string, wait: string) => `${quota}, more in ${wait}`,
    breaker: 'Breaker',
    breakers: {
      closed: (provider: string) => `Closed: requests to ${provider} are sent as usual`,
      open: (provider: string) => `Open: ${provider} kept failing. Retrying automatically.`,
      'half-open': () => 'Half open: one request is tried',
    } satisfies Record<GatewayState['breaker'], (provider: string) => string>,
    untried: 'Not used yet',
    answering: 'Answering',
    key: 'Key',
    /** Around what the key may not do. */
    lacks: { before: 'Lacks ', after: ': cases don’t say why a check failed' } satisfies Around,
    requests: 'Requests',
    sent: (calls: number, retries: number) =>
      `${formatNumber(calls)} sent, ${formatNumber(retries)} of them retries`,
    webhooks: 'Webhooks',
    received: (received: number, applied: number) =>
      received === 0
        ? 'None yet'
        : `${formatNumber(received)} received, ${formatNumber(applied)} applied, last `,
    /** Seconds, after how long ago the last one came. */
    delay: (median: string, p95: string) => `, usually ${median} after the event, 95 % within ${p95}`,
    cached: 'Cached',
    contents: (answers: number, kilobytes: number, events: number) =>
      `${formatNumber(answers)} ${answers === 1 ? 'answer' : 'answers'} (${formatNumber(kilobytes)} kB), ${formatNumber(events)} ${events === 1 ? 'event' : 'events'}`,
    counting: 'Counting',
    /** Around how long ago. */
    since: { before: 'since ', after: '' } satisfies Around,
    answers: (count: number) => `${formatNumber(count)} ${count === 1 ? 'answer' : 'answers'} to agents`,
    uses: {
      fresh: { name: 'Cached, fresh', hint: 'answered without a request' },
      revalidating: { name: 'Cached, refreshing', hint: 'shown at once, refreshed in the background' },
      collapsed: { name: 'Shared', hint: 'waited for a request in progress' },
      fetched: { name: 'Fetched', hint: 'by a request of its own' },
      stale: { name: 'Stale', hint: 'cached, shown with its age: the provider was not available' },
      refused: { name: 'Failed', hint: 'nothing was cached' },
    } satisfies Record<keyof GatewayState['answers'], { name: string; hint: string }>,
    percent: (percent: number) => `${percent} %`,
    failedRequests: 'Failed requests',
    noFailures: 'None',
    leftOut: 'New or unreadable',
    nothingLeftOut: 'Only fields that the field table leaves out',
    objects: {
      session: 'sessions',
      inquiry: 'inquiries',
      event: 'events',
      step: 'steps',
      attempt: 'failed tries',
      verification: 'verifications',
      template: 'templates',
      workflow: 'workflows',
    },
    /** Begins with a capital letter on screen. */
    dropped: {
      unreadable: (objects: string) => `${objects} that could not be read`,
      nameless: (objects: string) => `${objects} without a name`,
      /** `why`: the relay's own word. */
      other: (objects: string, why: string) => `${objects} that were ${why}`,
    },
    /** What is new at the provider, around its name. Hidden: the relay keeps the name to itself. */
    drift: {
      field: (provider: string, objects: string): Around => ({
        before: `${provider} added `,
        after: ` to ${objects}, dropped`,
      }),
      hiddenField: (provider: string, objects: string) => `${provider} added a field to ${objects}, dropped`,
      code: (provider: string, field: string, objects: string): Around => ({
        before: `${provider} uses `,
        after: ` as ${field} of ${objects}, not known here`,
      }),
      hiddenCode: (provider: string, field: string, objects: string) =>
        `${provider} uses a code as ${field} of ${objects}, not known here`,
    },
    /** Around how long ago. */
    first: { before: ', first ', after: '' } satisfies Around,
  },
}

export type AdminWords = typeof english
export const adminWords = createCatalogue<AdminWords>(english, {
  de: () => import('./de/admin.ts'),
  es: () => import('./es/admin.ts'),
  fr: () => import('./fr/admin.ts'),
  'pt-BR': () => import('./pt-BR/admin.ts'),
  ja: () => import('./ja/admin.ts'),
})
