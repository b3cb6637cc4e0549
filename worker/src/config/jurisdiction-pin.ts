/**
 * Pins the jurisdiction that this relay's data is in. Under another one, the relay would find an empty AccessControl and
 * no audit log, without an error; so the pin is stored outside of all jurisdictions and checked first.
 */
import { DurableObject } from 'cloudflare:workers'
import { createMiddleware } from 'hono/factory'
import { reportLosses } from '../http/lost-object.ts'
import type { AppEnv } from '../http/middleware.ts'
import { problemResponse } from '../http/problem-response.ts'
import type { Jurisdiction } from './bindings.ts'

type PinnedJurisdiction = Jurisdiction | 'none'

export const JURISDICTION_PIN_NAME = 'jurisdiction'

export class JurisdictionPin extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    ctx.storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS pin (id INTEGER PRIMARY KEY, jurisdiction TEXT NOT NULL)',
    )
  }

  pin(jurisdiction: PinnedJurisdiction): string {
    const { sql } = this.ctx.storage
    sql.exec('INSERT INTO pin (id, jurisdiction) VALUES (1, ?) ON CONFLICT DO NOTHING', jurisdiction)
    return String(sql.exec('SELECT jurisdiction FROM pin').one().jurisdiction)
  }
}

/** Refuses requests, before anything is read or written, while JURISDICTION differs from the pinned one. */
export function createJurisdictionGuard() {
  /** A pin never changes, so each isolate asks once. */
  let pinned: string | undefined

  return createMiddleware<AppEnv>(async (c, next) => {
    const wanted: PinnedJurisdiction = c.get('configuration').jurisdiction ?? 'none'
    pinned ??= await reportLosses(c.env.JURISDICTION_PIN.getByName(JURISDICTION_PIN_NAME)).pin(wanted)
    if (pinned === wanted) return next()
    return problemResponse(c, {
      code: 'relay-not-configured',
      detail: `JURISDICTION says ${wanted}, but this relay’s data is in ${pinned}: set it back. To move, deploy under another name.`,
    })
  })
}

/** The same name in another jurisdiction is another, empty object. */
export const inJurisdiction = <T extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<T>,
  jurisdiction: Jurisdiction | null,
): DurableObjectNamespace<T> => (jurisdiction === null ? namespace : namespace.jurisdiction(jurisdiction))
