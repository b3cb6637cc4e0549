/** The baseline for the gateway's answers: the same kind of body from Hono, with nothing looked up or written. */
import { Hono } from 'hono'

interface Bindings {
  BODY: string
}

const app = new Hono<{ Bindings: Bindings }>()
app.get('/', (c) => c.body(c.env.BODY, 200, { 'Content-Type': 'application/json' }))

export default app
