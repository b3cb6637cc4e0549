/**
 * A stage with a ticket without an inquiry ID: the company's own numbers for customers, and UUIDs, one of them a
 * session's. The relay is as in production, where UUIDs count, and asks both providers.
 */
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { FAKE_DEEPIDV_PRODUCTION_KEY, FAKE_PERSONA_PRODUCTION_KEY } from '../fake-providers/app.ts'
import { serveNumbersTicket, type Ticket } from '../pages/serve-ticket.ts'
import { type Harness, letSiteIn, openHarness, pairInOptions } from './harness.ts'
import { deepidvStory } from './known-story.ts'

export const UNKNOWN_NUMBER = 'cust-999999999'
/** Of the right form, as a trace's or a tenant's is. */
export const FOREIGN_UUID = '0d0f3e5a-6b1c-4f7d-9a2e-1c3b5d7f9e0a'

export interface CustomerNumbersHarness extends Harness {
  numberTicket: Ticket
  /** Where the agent signed in. */
  options: Page
  /** Of customers with one case at Persona, with several there, and with sessions at deepidv. */
  numbers: { one: string; many: string; deepidv: string }
  /** One of deepidv's, whose UUID is on the ticket. */
  session: string
}

const InquiriesSchema = v.object({
  data: v.array(v.object({ attributes: v.object({ 'reference-id': v.nullable(v.string()) }) })),
})
const SessionsSchema = v.object({ sessions: v.array(v.object({ external_id: v.nullish(v.string()) })) })

/** Signed in, and with marks on the ticket's site. */
export async function openCustomerNumbers(): Promise<CustomerNumbersHarness> {
  const harness = await openHarness({
    headless: true,
    isClocked: true,
    configured: ['persona', 'deepidv'],
    bindings: {
      PERSONA_API_KEY: FAKE_PERSONA_PRODUCTION_KEY,
      DEEPIDV_API_KEY: FAKE_DEEPIDV_PRODUCTION_KEY,
      DEEPIDV_ENVIRONMENT: 'production',
    },
  })
  const numbers = await findNumbers(harness.providers.url)
  const { session } = deepidvStory(harness, 'pending', 'production')
  const numberTicket = await serveNumbersTicket({
    references: [
      [numbers.one, 'wrote in'],
      [numbers.many, 'the same household'],
      [numbers.deepidv, 'a partner of theirs'],
      [UNKNOWN_NUMBER, 'mistyped, perhaps'],
    ],
    uuids: [
      [session, 'from the mail'],
      [FOREIGN_UUID, 'from a log'],
    ],
  })
  const options = await pairInOptions(harness, 'ada@example.com')
  await letSiteIn(options, numberTicket.url)
  return {
    ...harness,
    numberTicket,
    options,
    numbers,
    session,
    async close() {
      await harness.close()
      await numberTicket.close()
    },
  }
}

/** As the providers' own lists say. */
async function findNumbers(url: string): Promise<CustomerNumbersHarness['numbers']> {
  const inquiries = v.parse(
    InquiriesSchema,
    await request(url, '/api/v1/inquiries?page[size]=100', {
      Authorization: `Bearer ${FAKE_PERSONA_PRODUCTION_KEY}`,
      'Persona-Version': '2025-12-08',
      'Key-Inflection': 'kebab',
    }),
  )
  const { sessions } = v.parse(
    SessionsSchema,
    await request(url, '/v1/sessions?limit=200&by_organization=true', {
      'x-api-key': FAKE_DEEPIDV_PRODUCTION_KEY,
    }),
  )
  const ofPersona = countOwn(inquiries.data.map(({ attributes }) => attributes['reference-id']))
  const ofDeepidv = countOwn(sessions.map(({ external_id }) => external_id))
  const pick = (counts: Map<string, number>, isWanted: (count: number) => boolean) => {
    const [found] = [...counts].find(([, count]) => isWanted(count)) ?? []
    if (found === undefined) throw new Error('The fake providers have no such customer')
    return found
  }
  return {
    one: pick(ofPersona, (count) => count === 1),
    many: pick(ofPersona, (count) => count > 1),
    deepidv: pick(ofDeepidv, (count) => count > 1),
  }
}

const request = async (url: string, path: string, headers: Record<string, string>): Promise<unknown> =>
  (await fetch(`${url}${path}`, { headers })).json()

function countOwn(values: readonly (string | null | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) if (value?.startsWith('cust-')) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
