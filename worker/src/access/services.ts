/** All that the desk is made of, put together over its storage. */
import { recallConfiguration } from '../config/bindings.ts'
import { inJurisdiction } from '../config/jurisdiction.ts'
import { gateName, type ProviderConfiguration } from '../config/providers.ts'
import { openBook } from './agents/agent-store.ts'
import { createSignIns } from './agents/sign-ins.ts'
import { hashToken } from './agents/tokens.ts'
import { createRecorder } from './audit/audit-log.ts'
import { createRecordRoom } from './audit/audit-review.ts'
import { openRecordBook } from './audit/audit-store.ts'
import { createHeadSigner } from './audit/checkpoint-signer.ts'
import { createAdmissions } from './authenticate.ts'
import { createTags } from './entity-tags.ts'
import { reachGate } from './gateway-client.ts'
import { createGates } from './gateways.ts'
import { createLookupCount, createOpenings } from './limits/case-views.ts'
import { createHourlyUses } from './limits/hourly-use.ts'
import { createWindows } from './limits/rate-limit.ts'
import { createReadings } from './queries.ts'
import { createReveals } from './reveals.ts'
import { createStanding } from './status.ts'
import { createDoor } from './with-authorization.ts'

export type Furniture = ReturnType<typeof furnishDesk>

export function furnishDesk(ctx: DurableObjectState, env: Env) {
  const { storage } = ctx
  const waitUntil = (promise: Promise<unknown>) => ctx.waitUntil(promise)
  const configuration = recallConfiguration(env)
  // The routes answer a broken configuration before they ask the desk anything.
  if (!configuration.ok) throw new Error(configuration.detail)
  const { tokenPepper, bootstrapToken, recordCapacityBytes, recordKeepDays, jurisdiction, ...relay } =
    configuration.value
  const { providers } = relay
  const now = () => Date.now()
  const hash = (text: string) => hashToken(tokenPepper, text)
  const book = openBook(storage.sql)
  const uses = createHourlyUses({ book, now })
  const count = createWindows({ book, now })
  const signer = createHeadSigner(tokenPepper)
  const record = createRecorder({
    book: openRecordBook(storage.sql),
    signer,
    capacityBytes: recordCapacityBytes,
    keepDays: recordKeepDays,
    now,
    wakeAt: (at) => waitUntil(storage.setAlarm(at)),
    warn: (fill) => console.warn(JSON.stringify({ record: fill, next: 'npm run record -- export' })),
    charge: uses.chargeLog,
  })
  const admissions = createAdmissions({ book, record, uses, count, hash, bootstrapToken, now })
  const gates = createGates({
    gateOf: (provider: ProviderConfiguration) =>
      reachGate(inJurisdiction(env.GATE, jurisdiction).getByName(gateName(provider))),
    keyOf: (agent) => hash(`asker ${agent}`),
    waitUntil,
  })
  const { noteDenial } = admissions
  const countOpening = createOpenings({ book, noteDenial, now })
  const countLookups = createLookupCount({ uses, noteDenial })
  return {
    providers,
    record,
    recordKey: signer.key,
    admissions,
    enter: createDoor({ admissions, readHead: record.head }),
    read: createReadings({
      ...{ gates, record, countOpening, countLookups, hash },
      tagOf: createTags(tokenPepper),
    }),
    reveal: createReveals({ gates, record, countOpening }),
    standing: createStanding({ gates, record, providers }),
    recordRoom: createRecordRoom(record),
    signIns: createSignIns({ book, record, noteDenial, count, hash, now }),
  }
}
