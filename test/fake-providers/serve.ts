import { once } from 'node:events'
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import * as v from 'valibot'
import {
  type Control,
  createProviders,
  DEFAULT_ROWS,
  DEFAULT_SEED,
  FAKE_DEEPIDV_SANDBOX_KEY,
  FAKE_PERSONA_SANDBOX_KEY,
  type Providers,
} from './app.ts'
import { rowsSchema, seedSchema } from './control/control.ts'
import { ConnectionReset } from './faults/transport-faults.ts'

export type ServeOptions = {
  /** 0: any free port */
  readonly port: number
  readonly seed?: number | undefined
  readonly rows?: number | undefined
}

export type ServedProviders = { readonly url: string; readonly control: Control; close(): Promise<void> }

const HOST = '127.0.0.1'

export async function serveProviders({ port, seed, rows }: ServeOptions): Promise<ServedProviders> {
  const providers = createProviders({ seed, rows })
  const listener = getRequestListener((request, env) => answer(providers, request, env), {
    overrideGlobalObjects: false,
  })
  const server = createServer(listener)
  server.listen(port, HOST)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://${HOST}:${address.port}`,
    control: providers.control,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

type Incoming = {
  readonly incoming: { readonly socket: Pick<HttpBindings['incoming']['socket'], 'destroy'> }
}

/** A caller that has gone gets nothing, and one that is to be hung up on gets no answer either. */
async function answer(providers: Providers, request: Request, { incoming }: Incoming): Promise<Response> {
  try {
    return await providers.fetch(request)
  } catch (error) {
    if (!(error instanceof ConnectionReset) && !request.signal.aborted) throw error
    incoming.socket.destroy()
    return new Response(null)
  }
}

const flagsSchema = v.object({
  port: v.pipe(wholeNumber('--port'), v.maxValue(65_535, '--port must be at most 65535')),
  seed: v.pipe(wholeNumber('--seed'), seedSchema),
  rows: v.pipe(wholeNumber('--rows'), rowsSchema),
})

function wholeNumber(flag: string) {
  return v.pipe(v.string(), v.regex(/^\d{1,10}$/, `${flag} must be a whole number`), v.transform(Number))
}

export function readFlags(args: readonly string[]): v.InferOutput<typeof flagsSchema> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: String(DEFAULT_SEED) },
      rows: { type: 'string', default: String(DEFAULT_ROWS) },
    },
  })
  const result = v.safeParse(flagsSchema, values)
  if (!result.success) throw new TypeError(result.issues[0].message)
  return result.output
}

async function main(): Promise<void> {
  try {
    const { url } = await serveProviders(readFlags(process.argv.slice(2)))
    console.log(
      `providers ready ${url} persona key ${FAKE_PERSONA_SANDBOX_KEY} deepidv key ${FAKE_DEEPIDV_SANDBOX_KEY}`,
    )
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    console.error('usage: providers --port PORT --seed SEED [--rows ROWS]')
    process.exitCode = 2
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
