/** All that the desk is made of, put together over its storage. */
import { cachedConfiguration } from '../config/bindings.ts'
import { inJurisdiction } from '../config/jurisdiction-pin.ts'
import { gatewayName, type ProviderConfiguration } from '../config/providers.ts'
import { openAgentStore } from './agents/agent-store.ts'
import { createSignIns } from './agents/sign-ins.ts'
import { hashToken } from './agents/tokens.ts'
import { createAuditLog } from './audit/audit-log.ts'
import { createAuditReview } from './audit/audit-review.ts'
import { openAuditStore } from './audit/audit-store.ts'
import { createCheckpointSigner } from './audit/checkpoint-signer.ts'
import { createAuthenticator } from './authenticate.ts'
import { createTags } from './entity-tags.ts'
import { createGatewayClient } from './gateway-client.ts'
import { createGateways } from './gateways.ts'
import { createCaseViews, createLookupCount } from './limits/case-views.ts'
import { createHourlyUses } from './limits/hourly-use.ts'
import { createWindows } from './limits/rate-limit.ts'
import { createQueries } from './queries.ts'
import { createReveals } from './reveals.ts'
import { createStatus } from './status.ts'
import { createAuthorization } from './with-authorization.ts'

export type Services = ReturnType<typeof createServices>

export function createServices(ctx: DurableObjectState, env: Env) {
  const { storage } = ctx
  const waitUntil = (promise: Promise<unknown>) => ctx.waitUntil(promise)
  const configuration = cachedConfiguration(env)
  // The routes answer a broken configuration before they ask the desk anything.
  if (!configuration.ok) throw new Error(configuration.detail)
  const { tokenPepper, bootstrapToken, auditCapacityBytes, auditKeepDays, jurisdiction, ...relay } =
    configuration.value
  const { providers } = relay
  const now = () => Date.now()
  const hash = (text: string) => hashToken(tokenPepper, text)
  const book = openAgentStore(storage.sql)
  const uses = createHourlyUses({ book, now })
  const count = createWindows({ book, now })
  const signer = createCheckpointSigner(tokenPepper)
  const record = createAuditLog({
    book: openAuditStore(storage.sql),
    signer,
    capacityBytes: auditCapacityBytes,
    keepDays: auditKeepDays,
    now,
    wakeAt: (at) => waitUntil(storage.setAlarm(at)),
    warn: (fill) => console.warn(JSON.stringify({ record: fill, next: 'npm run audit -- export' })),
    charge: uses.chargeLog,
  })
  const admissions = createAuthenticator({ book, record, uses, count, hash, bootstrapToken, now })
  const gateways = createGateways({
    gatewayOf: (provider: ProviderConfiguration) =>
      createGatewayClient(
        inJurisdiction(env.PROVIDER_GATEWAY, jurisdiction).getByName(gatewayName(provider)),
      ),
    keyOf: (agent) => hash(`asker ${agent}`),
    waitUntil,
  })
  const { noteDenial } = admissions
  const countOpening = createCaseViews({ book, noteDenial, now })
  const countLookups = createLookupCount({ uses, noteDenial })
  return {
    providers,
    record,
    auditKey: signer.key,
    admissions,
    enter: createAuthorization({ admissions, readHead: record.head }),
    read: createQueries({
      ...{ gateways, record, countOpening, countLookups, hash },
      tagOf: createTags(tokenPepper),
    }),
    reveal: createReveals({ gateways, record, countOpening }),
    standing: createStatus({ gateways, record, providers }),
    auditReview: createAuditReview(record),
    signIns: createSignIns({ book, record, noteDenial, count, hash, now }),
  }
}
