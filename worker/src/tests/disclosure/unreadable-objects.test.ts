import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readAgentEntries } from '../../../testing/read-audit-log.ts'
import { json, openRelay, readProblem } from '../../../testing/relay-under-test.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})

const open = async () => {
  const relay = openRelay()
  const token = await relay.signIn()
  return { relay, token, control: relay.providers.control }
}

const TOO_LARGE = { fault: 'large-row', bytes: 3_000_000, path: '/api/v1/*' } as const

describe('an object that is too large to be read', () => {
  it('does not exist where it may be of a closed family, by ID and by look-up', async () => {
    const { relay, token, control } = await open()
    const { event } = control.emit({ event: { name: 'sar.filed' } })
    control.faults([TOO_LARGE])
    const describeAnswer = async (id: string) => {
      const one = await relay.request(`/v1/events/${id}`, { token })
      const many = await relay.request('/v1/lookups', { token, ...json({ ids: [id] }) })
      const headers = [...one.headers.keys()].filter((name) => name !== 'x-request-id').sort()
      const { status, code, detail } = { ...(await readProblem(one)), status: one.status }
      return { status, code, detail, headers, items: (await many.text()).replaceAll(id, 'ID') }
    }
    const hidden = await describeAnswer(event ?? '')
    expect(hidden).toEqual(await describeAnswer('evt_NoSuchEventAnywhere12345'))
    expect(hidden.status).toBe(404)
  })

  it('leaves an entry where it is unreadable, and no header reveals the upstream call', async () => {
    const { relay, token, control } = await open()
    control.faults([TOO_LARGE])
    const answer = await relay.request('/v1/cases/inq_ABC123', { token })
    expect((await readProblem(answer)).code).toBe('provider-unreadable')
    expect(answer.headers.get('Cache-Status')).toBeNull()
    await relay.request('/v1/sessions?inquiry=inq_ABC123', { token })
    expect(await readAgentEntries()).toMatchObject([
      { action: 'open', about: { id: 'inq_ABC123', outcome: 'provider-unreadable' } },
      { action: 'open', about: { inquiry: 'inq_ABC123' } },
    ])
  })
})

it('refuses a number of another form as a filter, without an upstream call', async () => {
  const { relay, token } = await open()
  const requestCount = vi.mocked(fetch).mock.calls.length
  const answer = await relay.request('/v1/inquiries?reference=eve%40example.com', { token })
  expect(answer.status).toBe(400)
  expect(await readProblem(answer)).toMatchObject({ code: 'invalid-parameter', parameter: 'reference' })
  expect(vi.mocked(fetch).mock.calls.length).toBe(requestCount)
})

describe('a cursor that the provider ignored for a while', () => {
  const walk = async (
    request: (path: string) => Promise<Response>,
    path: string,
    maxPages = Number.POSITIVE_INFINITY,
  ): Promise<string[]> => {
    const ids: string[] = []
    let cursor: string | null = ''
    for (let page = 0; cursor !== null && page < maxPages; page++) {
      expect(page).toBeLessThan(60)
      const answer = await request(`${path}&limit=100${cursor && `&cursor=${cursor}`}`)
      if (answer.status !== 200) return ids
      const { items, next }: { items: { id: string }[]; next: string | null } = await answer.json()
      ids.push(...items.map(({ id }) => id))
      cursor = next
    }
    return ids
  }

  it.each(['/v1/events?name=inquiry.created', '/v1/inquiries?from=2020-01-01T00:00:00Z'])(
    'does not make %s go round, nor end it once it is over',
    async (path) => {
      const { relay, token, control } = await open()
      const request = async (address: string) => {
        vi.setSystemTime(Date.now() + 5_000)
        return relay.request(address, { token })
      }
      await walk(request, '/v1/events?', 5)
      control.faults([{ fault: 'cursor-ignored', path: '/api/v1/*' }])
      const during = await walk(request, path)
      expect(new Set(during).size).toBe(during.length)
      control.faults([])
      vi.setSystemTime(Date.now() + 601_000)
      const after = await walk(request, path)
      expect(new Set(after).size).toBe(after.length)
      const whole = await walk(
        async (address) => relay.request(address, { token: await relay.signIn('bob@example.com') }),
        path.replace('inquiry.created', 'inquiry.created,inquiry.unheard-of').replace('00:00Z', '00:01Z'),
      )
      expect(after.length).toBe(whole.length)
      expect(after.length).toBeGreaterThan(150)
    },
  )
})
