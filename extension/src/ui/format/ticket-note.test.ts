import type { Inquiry } from '@inquiry-lens/shared/domain/model.ts'
import { isLanguage, LANGUAGES, setLanguage } from '@inquiry-lens/shared/lib/catalogue.ts'
import { INQUIRY_ID, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { SessionCaseView } from '../../messages/messages.ts'
import { madeCase } from '../state/testing.ts'
import { writeTicketNote } from './ticket-note.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const LINK = { address: 'https://provider.example/inq?a=1&b="2"', label: 'Open in Persona (Sandbox)' }
const linesOf = (told: Partial<Inquiry>, asOf = NOW) =>
  writeTicketNote(madeCase(told, asOf), NOW, undefined).text.split('\n')

afterEach(() => setLanguage('en'))

it('says what it is, what happened, what is next, when, how old that is, and where', () => {
  const view = madeCase(
    {
      status: 'declined',
      createdAt: '2026-11-21T09:00:00Z',
      startedAt: '2026-11-21T10:00:00Z',
      completedAt: '2026-11-21T10:30:00Z',
      decisionedAt: '2026-11-21T11:57:00Z',
    },
    NOW - 180_000,
  )
  const { text } = writeTicketNote(view, NOW, LINK)
  const [about, environment, state, happened, next, ...rest] = text.split('\n')
  expect(about).toBe(`Persona inquiry: ${INQUIRY_ID}`)
  expect(environment).toBe('SANDBOX: not a real customer’s')
  expect(state).toBe('State: Declined (Persona says: declined)')
  expect(happened).toMatch(/^What happened: Declined .*2026/)
  expect(next).toMatch(/^Next: .+\.$/)
  expect(rest.map((line) => line.replace(/: .*/, ''))).toEqual([
    'Created',
    'Opened',
    'Finished',
    'Decided',
    'As of',
    LINK.address,
  ])
  expect(rest.at(-2)).toMatch(/2026.*, 3 minutes old when copied$/)
  expect(rest.at(-1)).toBe(LINK.address)
})

it('says every time with its zone, and none that will be untrue tomorrow', () => {
  const told = { status: 'pending', createdAt: '2026-11-21T09:00:00Z', expiresAt: '2026-11-22T09:00:00Z' }
  const lines = linesOf(told)
  for (const line of lines.filter((one) => /^(Created|Expires|As of): /.test(one)))
    expect(line).toMatch(/2026.*(UTC|GMT|[A-Z]{3,4})/)
  expect(lines.join()).not.toMatch(/\bago\b|\bin \d|just now/)
})

describe('an end', () => {
  const ends = { createdAt: '2026-11-21T09:00:00Z', expiresAt: '2026-11-22T09:00:00Z' }
  const labels = (told: Partial<Inquiry>) => linesOf(told).map((line) => line.replace(/: .*/, ''))

  it('is “Expires” while pending, “Expired” after it, left out once decided', () => {
    expect(labels({ status: 'pending', ...ends })).toContain('Expires')
    expect(labels({ status: 'approved', decisionedAt: ends.createdAt, ...ends })).not.toContain('Expires')
    const expired = labels({ status: 'expired', expiredAt: ends.expiresAt, ...ends })
    expect(expired).toContain('Expired')
    expect(expired).not.toContain('Expires')
    const unnoticed = labels({ status: 'pending', expiresAt: '2026-11-21T11:00:00Z' })
    expect(unnoticed).toContain('Expired')
  })
})

it('tells a session’s times, and both of its states', () => {
  const { source } = madeCase()
  const view: SessionCaseView = {
    about: 'session',
    provider: 'deepidv',
    session: madeSession({
      provider: 'deepidv',
      status: 'PENDING',
      createdAt: '2026-11-21T09:00:00Z',
      flow: {
        type: null,
        progress: 'STARTED',
        updatedAt: null,
        submittedAt: null,
        expiresAt: '2026-11-22T09:00:00Z',
        openedAt: '2026-11-21T10:00:00Z',
        externalId: 'cust-800001',
        workflow: null,
        steps: [],
        uploads: {},
        checks: {},
      },
    }),
    steps: null,
    attemptsLeft: null,
    related: [],
    source,
    asOf: NOW,
  }
  const { text } = writeTicketNote(view, NOW, undefined)
  expect(text).toContain('(deepidv says: PENDING · STARTED)')
  for (const label of ['Created', 'Opened', 'Expires'])
    expect(text).toMatch(new RegExp(`^${label}: .*2026`, 'm'))
  expect(text).not.toContain('cust-800001')
})

it('leaves out the environment in production, and marks an unknown one in bold', () => {
  const view = madeCase({ status: 'approved' })
  const of = (environment: 'production' | 'unknown') =>
    writeTicketNote({ ...view, source: { ...view.source, environment } }, NOW, undefined)
  expect(of('production').text).not.toMatch(/production/i)
  expect(of('unknown').text).toContain('UNKNOWN')
  expect(of('unknown').html).toContain('<b>UNKNOWN:</b>')
})

it('holds no words to the customer', () => {
  const { text, html } = writeTicketNote(madeCase({ status: 'approved' }), NOW, undefined)
  expect(text + html).not.toMatch(/your identity|Good news|Reply/i)
})

it('holds nothing of the sessions: no place, no network, no device', () => {
  const session = madeSession({ device: { ...madeSession().device, name: 'Fictional phone' } })
  const view = { ...madeCase({ status: 'approved', referenceId: 'customer-1234' }), sessions: [session] }
  const { text, html } = writeTicketNote(view, NOW, undefined)
  expect(text + html).not.toMatch(/Fictional phone|customer-1234/)
})

/** What the note is made of; what is left of it without these has no mark-up in it. */
const OUR_MARKUP = /^<p>|<\/p>$|<br>|<b>|<\/b>/g

it('is the same in both forms, with a link that can be followed', () => {
  const { text, html } = writeTicketNote(madeCase({ status: 'approved' }), NOW, LINK)
  expect(html).toMatch(/^<p><b>Persona inquiry:<\/b> /)
  expect(html).toContain(
    '<a href="https://provider.example/inq?a=1&#38;b=&#34;2&#34;">Open in Persona (Sandbox)</a></p>',
  )
  const told = html
    .replace(/<br><a .*<\/a>/, '')
    .replace(/<br>/g, '\n')
    .replace(OUR_MARKUP, '')
  expect(told).toBe(text.replace(`\n${LINK.address}`, ''))
})

describe('a text that is up to something', () => {
  const HOSTILE =
    '<img src=x onerror=alert(1)>\n[click](https://evil.example) `x` *y* @here &lt;b&gt; "\' javascript:'

  it('lets no mark-up, link or second line of a provider’s through', () => {
    const known = linesOf({ status: 'created' }).length
    const { text } = writeTicketNote(
      madeCase({ status: HOSTILE, nextStep: 'verification_<b>x</b>', id: `inq_${HOSTILE}` }),
      NOW,
      undefined,
    )
    expect(text).not.toMatch(/[<>[\]`*@=&"]|https?:\/\//)
    expect(text.split('\n')).toHaveLength(known)
  })

  it('leaves no tag, attribute or entity of its own in HTML, whatever it is', () => {
    const nasty = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            '<',
            '>',
            '"',
            "'",
            '&',
            '</p>',
            '<script>',
            '<a href="javascript:x">',
            ' onclick=',
            '&#60;',
            '<br>',
            '\n',
          ),
          fc.string({ unit: 'binary', maxLength: 6 }),
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(
        fc.record({ status: nasty, id: nasty, previousStep: nasty, nextStep: nasty, templateName: nasty }),
        fc.constantFrom('created', 'pending', 'expired', 'failed', undefined),
        (told, status) => {
          const view = madeCase({ ...told, ...(status && { status }), startedAt: '2026-11-21T09:00:00Z' })
          const { text, html } = writeTicketNote(view, NOW, undefined)
          const rest = html.replace(OUR_MARKUP, '')
          expect(rest).not.toMatch(/[<>"'=`]|&(?!#\d+;)/)
          expect(html.match(/<br>/g)).toHaveLength(text.split('\n').length - 1)
        },
      ),
      { numRuns: 100 },
    )
  })
})

it.each(Object.keys(LANGUAGES).filter(isLanguage))(
  'needs no word of ours cut in the language %s',
  async (language) => {
    await setLanguage(language)
    for (const status of [
      'created',
      'pending',
      'completed',
      'needs_review',
      'approved',
      'declined',
      'expired',
      'failed',
    ])
      expect(
        linesOf({ status, createdAt: '2026-11-20T09:00:00Z', nextStep: 'verification_selfie' }).join('\n'),
      ).not.toContain('?')
  },
)
