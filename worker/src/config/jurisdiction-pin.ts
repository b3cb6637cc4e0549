/**
 * Where this relay's data is, written down once. A relay that is told another jurisdiction later would find an empty desk
 * there: nobody signed in, no record, no error. So the word is kept outside of all jurisdictions, by itself, and it is
 * asked before anything is written anywhere.
 */
import { DurableObject } from 'cloudflare:workers'
import type { Jurisdiction } from './bindings.ts'

/** As it is kept: the absence of a jurisdiction is a fact too. */
export type Jurisdictions = Jurisdiction | 'none'

export const JURISDICTION_PIN_NAME = 'residence'

export class JurisdictionPin extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    ctx.storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS residence (only INTEGER PRIMARY KEY, place TEXT NOT NULL)',
    )
  }

  /** The first to come settles it; everybody is told what was settled. */
  settle(place: Jurisdictions): string {
    const { sql } = this.ctx.storage
    sql.exec('INSERT INTO residence (only, place) VALUES (1, ?) ON CONFLICT DO NOTHING', place)
    return String(sql.exec('SELECT place FROM residence').one().place)
  }
}
