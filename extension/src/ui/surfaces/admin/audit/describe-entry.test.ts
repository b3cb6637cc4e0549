import type { AuditEntry } from '@inquiry-lens/shared/audit/chain.ts'
import { COPY_FORMS } from '@inquiry-lens/shared/contract/audit.ts'
import { describe, expect, it } from 'vitest'
import { describeEntry } from './describe-entry.ts'

const PERSONA = { provider: 'persona', environment: 'sandbox' }
const MISS = 'inquiry-lens-gateway; fwd=miss; stored'
const HIT = 'inquiry-lens-gateway; hit; ttl=10'
const STALE = 'inquiry-lens-gateway; hit; ttl=-40; detail=provider-unavailable'

/** As the relay writes them (`worker/src/access/audit`). */
const ENTRIES: [AuditEntry['action'], AuditEntry['about'], string][] = [
  [
    'open',
    { kind: 'case', id: 'inq_ABC123', ...PERSONA, inquiry: 'inq_ABC123', sessions: 1, cache: HIT },
    'opened inquiry inq_ABC123 (sandbox), from the cache',
  ],
  [
    'open',
    { kind: 'session', id: 'iqse_ABC123', ...PERSONA, cache: STALE },
    'opened session iqse_ABC123 (sandbox), from the cache: Persona is not answering',
  ],
  [
    'list',
    {
      kind: 'sessions',
      older: false,
      count: 25,
      newest: 'iqse_B',
      oldest: 'iqse_A',
      ...PERSONA,
      cache: MISS,
    },
    'listed 25 sessions, iqse_B to iqse_A (sandbox), by a request to Persona',
  ],
  [
    'list',
    {
      kind: 'sessions',
      older: true,
      inquiry: 'inq_ABC123',
      count: 1,
      newest: 'iqse_A',
      oldest: 'iqse_A',
      ...PERSONA,
      cache: 'inquiry-lens-gateway; fwd=miss; collapsed',
    },
    'listed 1 older session, iqse_A (sandbox), filtered by inquiry inq_ABC123, by a request to Persona that was already in progress',
  ],
  [
    'list',
    { kind: 'activity', count: 12, ...PERSONA, from: '2026-11-21T11:00:00.000Z', bucket: 1, cache: HIT },
    'counted 12 cases (sandbox), filtered by from 2026-11-21T11:00:00.000Z and bucket 1, from the cache',
  ],
  [
    'list',
    {
      kind: 'inquiries',
      older: false,
      state: ['completed'],
      count: 0,
      ...PERSONA,
      newest: null,
      cache: MISS,
    },
    'listed 0 inquiries (sandbox), filtered by state completed, by a request to Persona',
  ],
  [
    'open',
    {
      kind: 'sessions',
      inquiry: 'inq_ABC123',
      older: false,
      count: 2,
      ...PERSONA,
      newest: 'iqse_A',
      oldest: 'iqse_B',
      shown: ['inq_ABC123'],
      cache: MISS,
    },
    'opened 2 sessions, iqse_A to iqse_B (sandbox), filtered by inquiry inq_ABC123, by a request to Persona',
  ],
  [
    'open',
    { kind: 'case', id: 'inq_None', ...PERSONA, outcome: 'not-found' },
    'looked for inquiry inq_None (sandbox), which was not found',
  ],
  [
    'mark',
    { kind: 'lookups', ids: ['inq_ABC123', 'inq_B'], found: 1, ...PERSONA, cache: MISS },
    'looked up 2 IDs (sandbox): 1 found, by a request to Persona',
  ],
  [
    'reveal',
    {
      kind: 'session',
      id: 'iqse_A',
      ...PERSONA,
      fields: ['ip-address', 'isp'],
      phase: 'intent',
      reason: 'Not me',
    },
    'requested IP address, ISP of session iqse_A (sandbox): “Not me”',
  ],
  [
    'reveal',
    {
      kind: 'session',
      id: 'iqse_A',
      ...PERSONA,
      fields: ['ip-address'],
      phase: 'outcome',
      intent: 12,
      outcome: 'shown',
    },
    'saw IP address of session iqse_A (sandbox) (requested in entry 12)',
  ],
  [
    'reveal',
    {
      kind: 'session',
      id: 'iqse_A',
      ...PERSONA,
      fields: [],
      phase: 'outcome',
      intent: 12,
      outcome: 'provider-timeout',
    },
    'saw no values of session iqse_A (sandbox): provider-timeout (requested in entry 12)',
  ],
  ['copy', { form: 'summary', ids: ['inq_A'] }, 'copied the summary of inq_A'],
  ['copy', { form: 'reply', ids: ['inq_A'] }, 'copied the reply of inq_A'],
  ['copy', { form: 'inserted-reply', ids: ['inq_A'] }, 'inserted the reply for inq_A into a page'],
  [
    'watch',
    { what: 'list', ids: ['inq_A', 'inq_B'], ended: ['inq_B'] },
    'saw which of 2 watched cases have ended: 1',
  ],
  ['watch', { what: 'add', id: 'inq_A' }, 'watched inq_A'],
  ['watch', { what: 'rename', id: 'inq_A' }, 'renamed the watch of inq_A'],
  ['watch', { what: 'end', id: 'inq_A' }, 'ended the watch of inq_A'],
  [
    'export',
    { form: 'rows', ids: ['inq_A', 'inq_B', 'inq_C', 'inq_D', 'inq_E'] },
    'exported the rows of inq_A, inq_B, inq_C and 2 more',
  ],
  [
    'denied',
    { permission: 'audit:read', why: 'role', role: 'investigator' },
    'was denied permission to read the audit log as investigator',
  ],
  [
    'denied',
    { permission: 'read', why: 'This sign-in has reached its 90 days.' },
    'was denied permission to read: This sign-in has reached its 90 days.',
  ],
  [
    'denied',
    { permission: 'pair', why: 'pairing-code-dead' },
    'has a pairing code that was tried too often and no longer works',
  ],
  ['admin', { what: 'sign-in', keepSignedIn: true }, 'signed in, to stay signed in'],
  [
    'admin',
    { what: 'add-agent', agent: 'bob@example.com', role: 'agent' },
    'created a pairing code for bob@example.com as agent',
  ],
  [
    'admin',
    { what: 'add-agent', agent: 'bob@example.com', role: 'admin', before: 'agent' },
    'created a pairing code for bob@example.com as admin, before: agent',
  ],
  [
    'admin',
    { what: 'let-back-in', agent: 'bob@example.com', role: 'agent' },
    'reinstated bob@example.com as agent',
  ],
  [
    'admin',
    { what: 'revoke-agent', agent: 'bob@example.com' },
    'revoked bob@example.com and ended every sign-in',
  ],
  ['admin', { what: 'revoke-all', signIns: 1 }, 'revoked all agents: 1 sign-in ended'],
  [
    'admin',
    {
      what: 'audit:read',
      agent: 'ada@example.com',
      actions: ['open'],
      viewed: 'true',
      order: 'newest',
      count: 1200,
    },
    'read 1,200 audit log entries, looking for agent ada@example.com, actions open, viewed only',
  ],
  ['admin', { what: 'audit:read', order: 'newest', count: 3 }, 'read 3 audit log entries'],
  ['admin', { what: 'audit:purge', day: '2026-01-02' }, 'purged the exported entries of 2026-01-02'],
  ['admin', { what: 'paint-it-blue' }, 'did paint-it-blue (unknown to this version)'],
  ['open', {}, 'opened object '],
]

describe('an entry as a sentence', () => {
  it.each(ENTRIES)('%s %j', (action, about, sentence) => {
    expect(describeEntry({ action, about })).toBe(sentence)
  })

  it.each(COPY_FORMS)('names what was copied: %s', (form) => {
    expect(describeEntry({ action: 'copy', about: { form, ids: [] } })).not.toContain('something')
  })
})
