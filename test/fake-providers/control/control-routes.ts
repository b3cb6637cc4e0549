import { Hono } from 'hono'
import type * as v from 'valibot'
import { checkInput } from './check-input.ts'
import {
  ClockSchema,
  type Control,
  EmitSchema,
  EmitSessionSchema,
  FaultsSchema,
  ScenarioSchema,
  WebhooksSchema,
} from './control.ts'
import { ControlError } from './control-error.ts'

/** The control plane over HTTP. It stands on no path of a vendor's, and its calls are not counted. */
export function createControlRoutes(control: Control): Hono {
  const app = new Hono().basePath('/__providers')

  app.onError((error, c) => {
    if (!(error instanceof ControlError)) throw error
    return c.json({ error: error.message }, 400)
  })

  app.get('/calls', (c) => c.json(control.calls()))
  app.get('/known', (c) => c.json(control.known()))
  app.post('/reset', (c) => {
    control.reset()
    return c.json({ ok: true })
  })
  app.post('/scenario', async (c) => c.json(control.scenario(await readBody(c.req, ScenarioSchema))))
  app.post('/clock', async (c) => c.json(control.clock(await readBody(c.req, ClockSchema))))
  app.post('/faults', async (c) => {
    const { faults } = await readBody(c.req, FaultsSchema)
    control.faults(faults)
    return c.json({ faults })
  })
  app.post('/webhooks', async (c) => {
    control.webhooks(await readBody(c.req, WebhooksSchema))
    return c.json({ ok: true })
  })
  app.post('/emit', async (c) => c.json(control.emit(await readBody(c.req, EmitSchema))))
  app.post('/emit-session', async (c) =>
    c.json(control.emitSession(await readBody(c.req, EmitSessionSchema))),
  )
  app.notFound((c) => c.json({ error: `no ${c.req.method} ${c.req.path} in the control plane` }, 404))
  return app
}

type Body = { text(): Promise<string> }

async function readBody<Schema extends v.GenericSchema>(
  body: Body,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  return checkInput(schema, parseJson(await body.text()))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text)
  } catch {
    throw new ControlError('the body is not JSON')
  }
}
