import { openFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { describe, expect, it } from 'vitest'
import type { UpstreamCall } from '../provider.ts'
import { createPersona } from './client.ts'

const line: UpstreamCall = { send: (request) => request(AbortSignal.timeout(5_000)) }

function open(answers: readonly object[], referenceIdPattern: RegExp | null = null) {
  const requests: URL[] = []
  const persona = createPersona({
    key: 'persona_sandbox_key',
    origin: 'https://persona.example',
    environment: 'sandbox',
    limits: [],
    families: openFamilies(),
    referenceIdPattern,
    showName: () => null,
    now: () => 0,
    fetch: async ({ url }) => Response.json(answers[requests.push(new URL(url)) - 1] ?? {}),
  })
  return { persona, requests }
}

const inquiry = (id: string) => ({ type: 'inquiry', id, attributes: { status: 'created' } })

describe('inquiries by their IDs', () => {
  it('do not exist where the list lacks them', async () => {
    const { persona } = open([{ data: [inquiry('inq_0001')], links: { prev: null, next: null } }])
    const found = await persona.findInquiries(['inq_0001', 'inq_0002'], line)
    expect(found.ok && found.value.items.map(({ id }) => id)).toEqual(['inq_0001'])
  })

  it('fail where the answer lists others and has a next page', async () => {
    const data = Array.from({ length: 100 }, (_, index) => inquiry(`inq_other${index}`))
    const next = '/api/v1/inquiries?page%5Bafter%5D=inq_other99'
    const { persona } = open([{ data, links: { prev: null, next } }])
    const found = await persona.findInquiries(['inq_0001'], line)
    expect(found.ok ? found.value : found.problem.code).toBe('provider-unreadable')
  })
})

it('asks for reference IDs only if the admin set a pattern', async () => {
  const fields = async (pattern: RegExp | null) => {
    const { persona, requests } = open([], pattern)
    await persona.findCase('inq_0001', line)
    return requests[0]?.searchParams.get('fields[inquiry]')?.split(',') ?? []
  }
  expect(await fields(null)).not.toContain('reference-id')
  expect(await fields(/^cust-/u)).toContain('reference-id')
})

it('asks for a session alone, with its basic fields', async () => {
  const { persona, requests } = open([])
  await persona.findSession('iqse_0001', line)
  expect(requests[0]?.searchParams.get('include')).toBe('')
  expect(requests[0]?.searchParams.get('fields[inquiry-session]')?.split(',')).toEqual(
    expect.arrayContaining(['status', 'device-type', 'inquiry']),
  )
  expect(requests[0]?.searchParams.get('fields[inquiry-session]')).not.toMatch(
    /ip-address|latitude|user-agent/,
  )
})

it('knows of more new events where a smaller page is full', async () => {
  const event = (id: string) => ({ type: 'event', id, attributes: { name: 'inquiry.created' } })
  const data = Array.from({ length: 25 }, (_, index) => event(`evt_new${index}`))
  const { persona, requests } = open([
    { data: [{ filler: 'x'.repeat(40_000_000) }], links: {} },
    { data, links: { prev: null, next: null } },
    { data: data.slice(1), links: { prev: null, next: null } },
  ])
  const isWhole = async () => {
    const newer = await persona.listEventsBefore('evt_known', line)
    return newer.ok && newer.value.isWhole
  }
  expect(await isWhole()).toBe(false)
  expect(requests.map((url) => url.searchParams.get('page[size]'))).toEqual(['100', '25'])
  expect(await isWhole()).toBe(true)
})

it.each([
  ['each part by its ID', { data: [{ type: 'document/government-id', id: 'doc_1' }] }, false],
  ['a part without a readable ID', { data: [{ type: 'document/government-id', id: '' }] }, true],
  ['no parts of a kind at all', undefined, true],
])('a case with %s is complete, or says that it is not', async (_, documents, isCut) => {
  const none = { data: [] }
  const relationships = { sessions: none, verifications: none, selfies: none, documents }
  const { persona, requests } = open([
    { data: { ...inquiry('inq_0001'), relationships } },
    { data: [], links: { prev: null, next: null } },
  ])
  const found = await persona.findCase('inq_0001', line)
  expect(found.ok && found.value).toMatchObject({ eventsTruncated: isCut })
  expect(requests[1]?.searchParams.get('filter[object-id]')).toBe(isCut ? 'inq_0001' : 'inq_0001,doc_1')
})
