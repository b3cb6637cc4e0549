/** A slow provider: waiting in the relay’s own queue says nothing about the provider’s health. */
import { GatewaySnapshotSchema } from '@inquiry-lens/shared/contract/admin.ts'
import { MeSchema } from '@inquiry-lens/shared/contract/config.ts'
import { CaseFileSchema } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { openRelay, passTime, readProblem } from '../../../testing/relay-under-test.ts'

async function openCases(count: number, ms: number) {
  const relay = openRelay()
  const { control } = relay.providers
  const tokens = await Promise.all(
    Array.from({ length: count }, (_, index) => relay.signIn(`agent-${index}@example.com`)),
  )
  const [token = ''] = tokens
  const page = await relay.request('/v1/inquiries?limit=100', { token })
  const { items } = v.parse(v.object({ items: v.array(v.object({ id: v.string() })) }), await page.json())
  control.faults([{ fault: 'stall', ms }])
  const { result: answers } = await passTime(() =>
    Promise.all(tokens.map((each, index) => relay.request(`/v1/cases/${items[index]?.id}`, { token: each }))),
  )
  control.faults([])
  const admin = await relay.signIn('admin@example.com', 'admin')
  const report = v.parse(
    GatewaySnapshotSchema,
    await (await relay.request('/v1/gateway', { token: admin })).json(),
  )
  const me = v.parse(MeSchema, await (await relay.request('/v1/me', { token })).json())
  return { relay, token, answers, breaker: report.items[0]?.breaker, health: me.providers[0] }
}

describe('agents who open cases at once while the provider is slow', () => {
  it.each([
    [12, 1_200, 12],
    [8, 1_900, 8],
    [7, 2_500, 6],
    [14, 2_500, 6],
  ])(
    '%i at %i ms each: keeps the breaker closed, answers %i, and refuses the others as the relay',
    async (count, ms, answered) => {
      const { relay, token, answers, breaker, health } = await openCases(count, ms)
      expect(breaker).toBe('closed')
      expect(health).toMatchObject({ state: 'answering' })
      expect(health).not.toHaveProperty('pausedFor')
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(answered)
      for (const answer of answers) {
        if (answer.status === 200) {
          v.parse(CaseFileSchema, await answer.json())
          continue
        }
        const problem = await readProblem(answer)
        expect(problem).toMatchObject({ code: 'relay-busy', status: 503 })
        expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
        expect(problem.detail).not.toContain('failing')
      }
      expect((await relay.request('/v1/sessions', { token })).status).toBe(200)
    },
  )

  it('opens the breaker for a provider that hangs', async () => {
    const { breaker, health } = await openCases(6, 6_000)
    expect(breaker).toBe('open')
    expect(health).toMatchObject({ state: 'failing', reason: 'provider-timeout' })
  })
})
