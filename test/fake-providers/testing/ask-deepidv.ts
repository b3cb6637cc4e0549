import * as v from 'valibot'
import { createProviders, FAKE_DEEPIDV_SANDBOX_KEY, type ProviderOptions, type Providers } from '../app.ts'
import { JsonObjectSchema } from '../common/json-schema.ts'
import { NOON } from './ask.ts'

const ListSchema = v.strictObject({ sessions: v.array(JsonObjectSchema), next_token: v.nullable(v.string()) })

export type AskingDeepidv = Providers & {
  send(path: string, init?: RequestInit): Promise<Response>
  list(query?: string): Promise<v.InferOutput<typeof ListSchema>>
  one(path: string): Promise<v.InferOutput<typeof JsonObjectSchema>>
}

/** Providers whose time stands still, and short ways to ask deepidv. */
export function startAskingDeepidv({
  key = FAKE_DEEPIDV_SANDBOX_KEY,
  ...options
}: ProviderOptions & { key?: string } = {}): AskingDeepidv {
  const providers = createProviders({ now: () => NOON, ...options })
  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (!headers.has('x-api-key')) headers.set('x-api-key', key)
    return providers.fetch(new Request(`https://deepidv.example${path}`, { ...init, headers }))
  }
  return {
    ...providers,
    send,
    list: async (query = '') =>
      v.parse(ListSchema, await (await send(`/v1/sessions?by_organization=true&${query}`)).json()),
    one: async (path) => v.parse(JsonObjectSchema, await (await send(path)).json()),
  }
}

/** A row's field in whichever spelling it came. */
export function readField(row: Readonly<Record<string, unknown>>, name: string): unknown {
  return row[name] ?? row[name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())]
}

/** Follows `next_token` to the end. */
export async function walkSessions(asking: AskingDeepidv, query = ''): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = []
  for (let token: string | null = ''; token !== null; ) {
    const page: v.InferOutput<typeof ListSchema> = await asking.list(
      `limit=500&${query}${token && `&next_token=${encodeURIComponent(token)}`}`,
    )
    all.push(...page.sessions)
    token = page.next_token
  }
  return all
}
