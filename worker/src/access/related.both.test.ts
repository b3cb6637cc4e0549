import { AuditPageSchema } from '@inquiry-lens/shared/contract/audit.ts'
import { CaseFileSchema } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { openRelay } from '../../testing/relay-under-test.ts'

it('finds related sessions in the audit log by their IDs, with their viewers', async () => {
  const relay = openRelay({ rows: 100 })
  const [ada, bob, auditor] = [
    await relay.signIn('ada@example.com'),
    await relay.signIn('bob@example.com'),
    await relay.signIn('audit@example.com', 'auditor'),
  ]
  const stories = Object.values(relay.providers.control.known().deepidv.sandbox)
  const cases: { id: string; related: string[] }[] = []
  for (const { session } of stories) {
    const file = v.parse(
      CaseFileSchema,
      await (await relay.request(`/v1/cases/${session}`, { token: ada })).json(),
    )
    if (file.about === 'session') cases.push({ id: session, related: file.related.map(({ id }) => id) })
    if (file.about === 'session' && file.related.length > 0) break
  }
  const found = cases.find(({ related }) => related.length > 0)
  if (!found) throw new Error('No session with related ones')
  const [other = ''] = found.related
  const answer = await relay.request(`/v1/audit?id=${other}&viewed=true`, { token: auditor })
  const { items } = v.parse(AuditPageSchema, await answer.json())
  expect(items.map(({ agent, about }) => [agent, about.id])).toContainEqual(['ada@example.com', found.id])
  const seen = await relay.request(`/v1/cases/${other}`, { token: bob })
  expect(seen.headers.get('Lens-Recent-Viewers')).toContain('ada@example.com')
})
