/** The events that the fake Persona has, of open families, newest first: what a walk through the relay must show. */
import { openFamilies } from '@inquiry-lens/shared/domain/event-families.ts'
import { FAKE_PERSONA_SANDBOX_KEY } from '@inquiry-lens/test/fake-providers/app.ts'
import * as v from 'valibot'
import type { RelayUnderTest } from './relay-under-test.ts'

const PageSchema = v.object({
  data: v.array(v.object({ id: v.string(), attributes: v.object({ name: v.string() }) })),
  links: v.object({ next: v.nullable(v.string()) }),
})

/** `wanted`: at least so many, or all there are. The provider's calls of this are not the relay's. */
export async function listOpenEvents({ providers }: RelayUnderTest, wanted = Number.POSITIVE_INFINITY) {
  const { isOpenEvent } = openFamilies()
  const ids: string[] = []
  let path: string | null = '/api/v1/events?page[size]=100'
  while (path !== null && ids.length < wanted) {
    const request: Request = new Request(new URL(path, 'https://persona.example'), {
      headers: { Authorization: `Bearer ${FAKE_PERSONA_SANDBOX_KEY}` },
    })
    const { data, links } = v.parse(PageSchema, await (await providers.fetch(request)).json())
    ids.push(...data.filter(({ attributes }) => isOpenEvent(attributes.name)).map(({ id }) => id))
    path = links.next && `${links.next}&page[size]=100`
  }
  return ids
}
