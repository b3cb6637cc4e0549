/**
 * The baseline for the gateway's answers: the same kind of body from Hono, with nothing looked up or written; and, at
 * `/stored`, after one row that one Durable Object stores, which is the least that an audited answer takes.
 */
import { DurableObject } from 'cloudflare:workers'
import { Hono } from 'hono'

interface Bindings {
  BODY: string
  STORE: DurableObjectNamespace<BareStore>
}

export class BareStore extends DurableObject<Bindings> {
  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS entries (seq INTEGER PRIMARY KEY, entry TEXT NOT NULL)')
  }

  /** As long as an entry of the audit log. */
  store(): void {
    this.ctx.storage.sql.exec('INSERT INTO entries (entry) VALUES (?)', 'x'.repeat(600))
  }
}

const app = new Hono<{ Bindings: Bindings }>()
app.get('/', (c) => c.body(c.env.BODY, 200, { 'Content-Type': 'application/json' }))
app.get('/stored', async (c) => {
  await c.env.STORE.getByName('one').store()
  return c.body(c.env.BODY, 200, { 'Content-Type': 'application/json' })
})

export default app
