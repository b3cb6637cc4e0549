/** The documentation of the API says what the relay does. `npm run api` writes it. */
import { can, ROLES } from '@inquiry-lens/shared/contract/permissions.ts'
import { describe, expect, it } from 'vitest'
import { printMarkdown, printOpenApi, ROUTE_NOTES, ROUTES } from '../../testing/api-document.ts'
import { json, openRelay } from '../../testing/relay-under-test.ts'

it('describes each route, and no other', () => {
  expect(Object.keys(ROUTE_NOTES).sort()).toEqual(ROUTES.toSorted())
})

it.each([
  ['api.md', printMarkdown],
  ['openapi.json', printOpenApi],
])('docs/%s is what the generator prints: run npm run api', async (file, print) => {
  await expect(print()).toMatchFileSnapshot(`../../../docs/${file}`)
})

describe.each(Object.entries(ROUTE_NOTES))('%s', (route, { permission, example }) => {
  const [method = '', pattern = ''] = route.split(' ')
  const path = pattern
    .replace('events/:id', 'events/evt_ABC123')
    .replace('sessions/:id', 'sessions/iqse_ABC123')
    .replace(':id', 'inq_ABC123')
    .replace(':email', 'ada%40example.com')

  it.each(ROLES)('is refused to %s only without the permission', async (role) => {
    const relay = openRelay()
    const token = await relay.signIn('eve@example.com', role)
    const answer = await relay.request(path, { token, ...(example && json(example)), method })
    expect((await answer.text()).includes('role-refused')).toBe(permission !== null && !can(role, permission))
  })
})
