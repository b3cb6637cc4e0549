import { API_VERSION, type Health, SERVICE } from '@inquiry-lens/shared/contract/api.ts'
import { Hono } from 'hono/tiny'
import { version } from '../../package.json'
import type { AppEnv } from '../http/app-env.ts'

const HEALTH: Health = { service: SERVICE, api: [API_VERSION], build: version }

/** Open to anyone: whether this is a relay, and which contract it speaks. */
export const health = new Hono<AppEnv>().get('/', (c) => c.json(HEALTH))
