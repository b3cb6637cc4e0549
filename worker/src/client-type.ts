/** The relay's routes as a type: the only thing that the extension imports from here (hono.dev, "RPC"). */
import type { Hono } from 'hono'
import type { BlankEnv, ExtractSchema } from 'hono/types'
import type { app } from './app.ts'

export type Api = Hono<BlankEnv, ExtractSchema<typeof app>, '/'>
