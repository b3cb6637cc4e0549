/**
 * Pins where this relay's data is: in which jurisdiction, and over how many AccessControl objects its agents are spread.
 * With others, the relay would find empty objects and no audit log, without an error; so the pin is stored outside of all
 * jurisdictions and checked first.
 */
import { DurableObject } from 'cloudflare:workers'
import type { Context } from 'hono'
import { reportLosses } from '../http/lost-object.ts'
import { type AppEnv, problemResponse } from '../http/response.ts'
import type { Jurisdiction } from './bindings.ts'

type PinnedJurisdiction = Jurisdiction | 'none'

interface Pinned {
  jurisdiction: string
  shards: number
}

export const JURISDICTION_PIN_NAME = 'jurisdiction'

export class JurisdictionPin extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    ctx.storage.sql.exec(`
      CREATE TABLE IF NOT EXISTS pin (id INTEGER PRIMARY KEY, jurisdiction TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS pinned_shards (id INTEGER PRIMARY KEY, shards INTEGER NOT NULL);
      -- A relay from before there were shards has one.
      INSERT INTO pinned_shards SELECT 1, 1 FROM pin WHERE true ON CONFLICT DO NOTHING;
    `)
  }

  pin(jurisdiction: PinnedJurisdiction, shards: number): Pinned {
    const { sql } = this.ctx.storage
    sql.exec('INSERT INTO pin (id, jurisdiction) VALUES (1, ?) ON CONFLICT DO NOTHING', jurisdiction)
    sql.exec('INSERT INTO pinned_shards VALUES (1, ?) ON CONFLICT DO NOTHING', shards)
    const { jurisdiction: pinned, shards: count } = sql
      .exec<{ jurisdiction: string; shards: number }>('SELECT jurisdiction, shards FROM pin, pinned_shards')
      .one()
    return { jurisdiction: pinned, shards: count }
  }
}

export type PinCheck = ReturnType<typeof createPinCheck>

/** Refuses requests, before anything is read or written, while JURISDICTION or ACCESS_SHARDS differs from the pinned one. */
export function createPinCheck() {
  /** A pin never changes, so each isolate asks once. */
  let pinned: Pinned | undefined

  return async (c: Context<AppEnv>): Promise<Response | undefined> => {
    const { jurisdiction, accessShards } = c.get('configuration')
    const wanted: PinnedJurisdiction = jurisdiction ?? 'none'
    pinned ??= await reportLosses(c.env.JURISDICTION_PIN.getByName(JURISDICTION_PIN_NAME)).pin(
      wanted,
      accessShards,
    )
    const detail =
      pinned.jurisdiction !== wanted
        ? `JURISDICTION says ${wanted}, but this relay’s data is in ${pinned.jurisdiction}: set it back. To move, deploy under another name.`
        : pinned.shards !== accessShards
          ? `ACCESS_SHARDS says ${accessShards}, but this relay’s agents are spread over ${pinned.shards}: set it back. To change it, see docs/operations.md.`
          : undefined
    return detail === undefined ? undefined : problemResponse(c, { code: 'relay-not-configured', detail })
  }
}

/** The same name in another jurisdiction is another, empty object. */
export const inJurisdiction = <T extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<T>,
  jurisdiction: Jurisdiction | null,
): DurableObjectNamespace<T> => (jurisdiction === null ? namespace : namespace.jurisdiction(jurisdiction))
