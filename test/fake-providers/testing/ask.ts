import * as v from 'valibot'
import {
  createProviders,
  DEFAULT_ROWS,
  FAKE_PERSONA_SANDBOX_KEY,
  type ProviderOptions,
  type Providers,
} from '../app.ts'
import { JsonObjectSchema } from '../common/json-schema.ts'

const ResourceSchema = v.object({
  type: v.string(),
  id: v.string(),
  attributes: JsonObjectSchema,
  relationships: v.optional(JsonObjectSchema),
})

export type ReadResource = v.InferOutput<typeof ResourceSchema>

const ListSchema = v.strictObject({
  data: v.array(ResourceSchema),
  links: v.strictObject({ prev: v.nullable(v.string()), next: v.nullable(v.string()) }),
})

const OneSchema = v.strictObject({ data: ResourceSchema, included: v.optional(v.array(ResourceSchema)) })

const ErrorsSchema = v.strictObject({
  errors: v.array(v.strictObject({ title: v.string(), details: v.optional(v.string()) })),
})

export const NOON = Date.parse('2026-11-20T12:00:00.000Z')

export type Asking = Providers & {
  send(path: string, init?: RequestInit): Promise<Response>
  list(path: string, init?: RequestInit): Promise<v.InferOutput<typeof ListSchema>>
  one(path: string, init?: RequestInit): Promise<v.InferOutput<typeof OneSchema>>
  refusal(
    path: string,
    init?: RequestInit,
  ): Promise<{ status: number; title: string; details: string | undefined }>
}

/** Providers whose time stands still, and short ways to ask them. */
export function startAsking(options: ProviderOptions = {}): Asking {
  const providers = createProviders({ now: () => NOON, ...options })
  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (!headers.has('Authorization')) headers.set('Authorization', `Bearer ${FAKE_PERSONA_SANDBOX_KEY}`)
    return providers.fetch(new Request(`https://persona.example${path}`, { ...init, headers }))
  }
  return {
    ...providers,
    send,
    list: async (path, init) => v.parse(ListSchema, await (await send(path, init)).json()),
    one: async (path, init) => v.parse(OneSchema, await (await send(path, init)).json()),
    async refusal(path, init) {
      const response = await send(path, init)
      const { errors } = v.parse(ErrorsSchema, await response.json())
      return { status: response.status, title: errors[0]?.title ?? '', details: errors[0]?.details }
    },
  }
}

/** Follows `links.next` to the end, sending the filters again, as a caller must. */
export async function walkToEnd(asking: Asking, path: string, query = ''): Promise<readonly ReadResource[]> {
  asking.control.scenario({ rateLimit: 1_000_000 })
  const all: ReadResource[] = []
  let cursor = ''
  for (;;) {
    const page = await asking.list(`${path}?page[size]=100${query}${cursor}`)
    all.push(...page.data)
    if (page.links.next === null) return all
    cursor = `&${page.links.next.slice(page.links.next.indexOf('?') + 1)}`
  }
}

export function readText(value: unknown): string {
  return v.parse(v.string(), value)
}

const walked = new Map<string, Promise<readonly ReadResource[]>>()

/** A list of a world as it begins: walked once for all tests. */
export function walkWorld(path: string, rows = DEFAULT_ROWS): Promise<readonly ReadResource[]> {
  const key = `${rows} ${path}`
  const all = walked.get(key) ?? walkToEnd(startAsking({ rows }), path)
  walked.set(key, all)
  return all
}
