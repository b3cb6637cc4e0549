/**
 * Authenticates, authorises, rate-limits and audits every request that carries a token. The entry is stored before the
 * answer leaves: the answer waits for the write, and the platform holds it until that is safe (developers.cloudflare.com,
 * "Durable Objects: output gates").
 */
import { DurableObject } from 'cloudflare:workers'
import type { ChainHead } from '@inquiry-lens/shared/audit/chain.ts'
import type { AddAgent, GatewaySnapshot } from '@inquiry-lens/shared/contract/admin.ts'
import type { AuditExport, AuditQuery, Copied } from '@inquiry-lens/shared/contract/audit.ts'
import type { Me } from '@inquiry-lens/shared/contract/config.ts'
import type { RecentViewer } from '@inquiry-lens/shared/contract/headers.ts'
import { can, type Permission } from '@inquiry-lens/shared/contract/permissions.ts'
import type { RevealRequest } from '@inquiry-lens/shared/contract/reveals.ts'
import type { Watch } from '@inquiry-lens/shared/contract/watches.ts'
import { LruMap } from '@inquiry-lens/shared/lib/lru.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { cachedConfiguration } from '../config/bindings.ts'
import { inJurisdiction } from '../config/jurisdiction-pin.ts'
import { gatewayName, type ProviderConfiguration } from '../config/providers.ts'
import type { Query } from '../gateway/query.ts'
import type { LiveHub, SocketOwner } from '../live/live-hub.ts'
import { liveHubOf, tellHub, topicOfWatches } from '../live/live-hub.ts'
import { providerOfId } from '../providers/provider.ts'
import { type Err, err, ok, type Result } from '../result.ts'
import { openAgentStore } from './agents/agent-store.ts'
import { createAgents } from './agents/agents.ts'
import { earliestExpiryOf, expiryOf, hashToken } from './agents/tokens.ts'
import { type AuditLog, createAuditLog } from './audit/audit-log.ts'
import { openAuditStore } from './audit/audit-store.ts'
import { createCheckpointSigner } from './audit/checkpoint-signer.ts'
import { endOfDay } from './audit/retention.ts'
import {
  type AuthContext,
  type Caller,
  createAuthenticator,
  type TokenCaller,
  type Vouched,
} from './authenticate.ts'
import { createGateways } from './gateways.ts'
import { createHourlyUsage, createRateLimiter, type RateLimit } from './limits/rate-limit.ts'
import { createVelocityLimit } from './limits/velocity-limit.ts'
import { type Conditions, createAnswerQuery } from './queries.ts'
import { createReveals } from './reveals.ts'
import { nameOfShard, shardOf } from './shards.ts'
import { openWatchStore } from './watches/watch-store.ts'
import { createWatches, type ListedWatches } from './watches/watches.ts'
import { createWriteBatch } from './write-batch.ts'

export type AuthorizedAnswer<TValue> = Result<TValue> & {
  rateLimit?: RateLimit | undefined
  checkpoint?: string | undefined
}

const MAX_AGENT_KEYS = 5_000

/** One for all agents, or for those of a shard: the rate limiter and the audit chain need one writer. */
export class AccessControl extends DurableObject<Env> {
  readonly #parts: ReturnType<typeof createParts>

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#parts = createParts(ctx, env)
  }

  /** At midnight UTC. */
  override async alarm(): Promise<void> {
    const { auditLog, shards, batch, watches } = this.#parts
    auditLog.maintain()
    if (watches.purge()) await this.ctx.storage.setAlarm(endOfDay(Date.now()))
    const heads = await shards.readHeads()
    // One chain holds the ends of all others: an operator who rewrites one has to rewrite that one too.
    if (heads.length > 0) auditLog.writeRoot(heads)
    await batch.settle()
  }

  /** `undefined` before the first entry. */
  async readHead(): Promise<ChainHead | undefined> {
    await this.#parts.batch.settle()
    return this.#parts.auditLog.head()
  }

  /** For requests to other shards. */
  async vouch(caller: Caller, permission: Permission) {
    return this.#authorize<Vouched>(caller, permission, ({ email, role, signIn }) =>
      ok({ email, role, ...(signIn && { signIn }) }),
    )
  }

  /** Of the cases that this shard keeps the viewers of, and to an agent of any shard. */
  findViewers(id: string, exceptAgent: string): RecentViewer[] {
    return this.#parts.auditLog.findRecentViewers(id, exceptAgent)
  }

  async addViewer(agent: string, cases: readonly string[]): Promise<void> {
    this.#parts.auditLog.addViewer(agent, cases)
    await this.#parts.batch.settle()
  }

  async pair(code: string, keepSignedIn: boolean, requestId: string) {
    const { agents, batch } = this.#parts
    const paired = agents.pair(code, keepSignedIn, requestId)
    await batch.settle()
    return paired
  }

  async signOut({ token, requestId }: TokenCaller): Promise<void> {
    const { agents, authenticator } = this.#parts
    const signIn = authenticator.findSignIn(token)
    agents.signOut(signIn, requestId)
    if (signIn) await this.#parts.endLive({ signIn: signIn.hash })
  }

  /** For a socket: whose it is, by keys that tell no one. */
  async openSocket(caller: Caller) {
    return this.#authorize<SocketOwner>(caller, 'read', ({ email, signIn }) =>
      signIn
        ? ok({
            agent: this.#parts.keyOf(email),
            signIn: signIn.hash,
            // To open a socket is no use of it.
            expiresAt: earliestExpiryOf(signIn, signIn.lastUsedAt),
          })
        : err({ code: 'role-refused', detail: 'The bootstrap token is not an agent.' }),
    )
  }

  /** For requests that disclose nothing. Answers the public key of the audit log. */
  async authorize(caller: Caller, permission: Permission) {
    return this.#authorize(caller, permission, () => ok({ auditKey: this.#parts.auditLog.publicKey }))
  }

  /** `forced`: asks again what the providers' keys may not read. */
  async me(caller: Caller, { forced }: Pick<Conditions, 'forced'>) {
    return this.#authorize<Me>(caller, 'self:read', async ({ email, role, signIn }) => {
      if (!signIn || role === 'bootstrap') {
        return err({ code: 'role-refused', detail: 'The bootstrap token is not an agent.' })
      }
      const { gateways, providers, auditLog } = this.#parts
      const states = allOf(
        await Promise.all(providers.map((one) => gateways.health(one, forced ? email : undefined))),
      )
      if (!states.ok) return states
      return ok({
        agent: { email, role },
        expiresAt: new Date(expiryOf(signIn)).toISOString(),
        providers: states.value,
        ...(can(role, 'audit:read') && { auditLog: auditLog.capacity() }),
      })
    })
  }

  async snapshotGateways(caller: Caller) {
    return this.#authorize<GatewaySnapshot>(caller, 'gateway:read', async () => {
      const { gateways, providers } = this.#parts
      const states = allOf(await Promise.all(providers.map(gateways.snapshot)))
      return states.ok ? ok({ items: states.value }) : states
    })
  }

  async read(caller: Caller, query: Query, conditions: Conditions) {
    return this.#authorize(caller, 'read', (by) => {
      const provider = this.#findProvider(query.provider)
      return provider.ok ? this.#parts.answerQuery(by, provider.value, query, conditions) : provider
    })
  }

  async reveal(caller: Caller, request: RevealRequest) {
    return this.#authorize(caller, 'reveal', (by) => {
      const provider = this.#findProvider(providerOfId(request.id))
      return provider.ok ? this.#parts.reveal(by, provider.value, request) : provider
    })
  }

  async listWatches(caller: TokenCaller, ifNoneMatch: string | undefined) {
    return this.#authorize<ListedWatches>({ ...caller, isUnattended: true }, 'watch', (by) =>
      this.#parts.watches.list(by, ifNoneMatch),
    )
  }

  async addWatch(caller: Caller, watch: { id: string; name?: string | null | undefined }) {
    return this.#authorize<Watch>(caller, 'watch', (by) => {
      const provider = this.#findProvider(providerOfId(watch.id))
      return provider.ok
        ? this.#parts.watches.add(by, provider.value, { name: undefined, ...watch })
        : provider
    })
  }

  async renameWatch(caller: Caller, id: string, name: string | null) {
    return this.#authorize(caller, 'watch', (by) => this.#parts.watches.rename(by, id, name))
  }

  async endWatch(caller: Caller, id: string) {
    return this.#authorize(caller, 'watch', (by) => this.#parts.watches.end(by, id))
  }

  /** Call before the agent copies or exports. A file holds many people, and stays: not every role may write one. */
  async recordCopy(caller: Caller, { action, form, ids }: Copied) {
    const permission = action === 'export' ? 'case:export' : 'case:copy'
    return this.#authorize(caller, permission, ({ email: agent, requestId }) => {
      this.#parts.auditLog.write({ agent, action, requestId, about: { form, ids } })
      return ok(null)
    })
  }

  async listAgents(caller: Caller) {
    return this.#authorize(caller, 'agents:list', (by) => ok(this.#parts.agents.list(by)))
  }

  async addAgent(caller: Caller, agent: AddAgent) {
    return this.#authorize(caller, 'agents:manage', async (by) => {
      const added = await this.#parts.agents.add(by, agent)
      if (added.ok && !can(added.value.agent.role, 'watch'))
        this.#parts.watches.forget(added.value.agent.email)
      // With another role they may be let in again, or not.
      if (added.ok && agent.changeRole) await this.#parts.endLive({ agent: this.#parts.keyOf(agent.email) })
      return added
    })
  }

  async revokeAgent(caller: Caller, email: string) {
    return this.#authorize(caller, 'agents:manage', async (by) => {
      const revoked = this.#parts.agents.revoke(by, email)
      this.#parts.watches.forget(email)
      await this.#parts.endLive({ agent: this.#parts.keyOf(email) })
      return revoked
    })
  }

  async revokeAll(caller: Caller) {
    return this.#authorize(caller, 'agents:manage', async (by) => {
      const revoked = this.#parts.agents.revokeAll(by)
      await this.#parts.endLive({ allBut: by.signIn?.hash })
      return ok(revoked)
    })
  }

  async searchAuditLog(caller: Caller, query: AuditQuery) {
    return this.#authorize(caller, 'audit:read', (by) => {
      const { auditLog } = this.#parts
      const page = auditLog.search(query)
      const { agent, id, action: actions, viewed, from, to, order } = query
      auditLog.writeAdmin(by, {
        what: 'audit:read',
        ...{ agent, id, actions, viewed, from, to, order },
        first: page.items[0]?.seq ?? null,
        last: page.items.at(-1)?.seq ?? null,
        count: page.items.length,
      })
      return ok(page)
    })
  }

  async auditCapacity(caller: Caller) {
    return this.#authorize(caller, 'audit:read', () => ok(this.#parts.auditLog.capacity()))
  }

  async describeSegments(caller: Caller) {
    return this.#authorize(caller, 'audit:read', () => ok(this.#parts.auditLog.describeSegments()))
  }

  async confirmExport(caller: Caller, exported: AuditExport) {
    return this.#authorize(caller, 'audit:export', (by) => {
      const { auditLog } = this.#parts
      const confirmed = auditLog.confirmExport(exported)
      if (!confirmed.ok) return confirmed
      const { first, last } = exported
      auditLog.writeAdmin(by, {
        what: 'audit:export',
        first: first.seq,
        last: last.seq,
        segments: confirmed.value.segments,
      })
      auditLog.maintain()
      return confirmed
    })
  }

  async #authorize<TValue>(
    caller: Caller,
    permission: Permission,
    run: (by: AuthContext) => Result<TValue> | Promise<Result<TValue>>,
  ): Promise<AuthorizedAnswer<TValue>> {
    const { authenticator, auditLog, batch } = this.#parts
    const authentication = authenticator.authenticate(caller, permission)
    const { rateLimit } = authentication
    const result = authentication.ok ? await run(authentication.context) : err(authentication.problem)
    await batch.settle()
    const isKnown = authentication.ok || authentication.isKnown
    return { ...result, rateLimit, ...(isKnown && { checkpoint: auditLog.signCheckpoint() }) }
  }

  #findProvider(id: ProviderId): Result<ProviderConfiguration> {
    const provider = this.#parts.providers.find((one) => one.id === id)
    return provider ? ok(provider) : err({ code: 'no-provider', detail: `The relay has no key for ${id}.` })
  }
}

/** The other objects, and which of them this one is. */
function openShards(
  { id }: DurableObjectState,
  namespace: DurableObjectNamespace<AccessControl>,
  count: number,
) {
  const all = Array.from({ length: count }, (_, shard) => shard)
  const own = all.find((shard) => namespace.idFromName(nameOfShard(shard)).equals(id)) ?? 0
  const at = (shard: number) => namespace.getByName(nameOfShard(shard))
  return {
    own,
    at,
    find: (key: string): number => shardOf(key, count),
    /** `SHARD:SEQ:HASH` of the newest entries of the others; only for the first. */
    async readHeads(): Promise<string[]> {
      const others = own === 0 ? all.slice(1) : []
      const heads = await Promise.all(
        others.map(async (shard) => {
          const head = await at(shard).readHead()
          return head ? `${shard}:${head.seq}:${head.hash}` : []
        }),
      )
      return heads.flat()
    },
  }
}

/** A case’s viewers may be agents of any shard: the one of its ID keeps them. */
export function createViewers(
  auditLog: Pick<AuditLog, 'addViewer' | 'findRecentViewers'>,
  { own, at, find }: Pick<ReturnType<typeof openShards>, 'own' | 'at' | 'find'>,
  waitUntil: (promise: Promise<unknown>) => void,
) {
  return {
    find: (id: string, exceptAgent: string): RecentViewer[] | Promise<RecentViewer[]> =>
      find(id) === own
        ? auditLog.findRecentViewers(id, exceptAgent)
        : at(find(id)).findViewers(id, exceptAgent),
    add(agent: string, cases: readonly string[]): void {
      for (const [shard, ids] of Map.groupBy(cases, find)) {
        if (shard === own) auditLog.addViewer(agent, ids)
        // The entry is what counts; a lost viewer is seen again with the next look.
        else
          waitUntil(
            at(shard)
              .addViewer(agent, ids)
              .catch(() => undefined),
          )
      }
    },
  }
}
export type Viewers = ReturnType<typeof createViewers>

function createParts(ctx: DurableObjectState, env: Env) {
  const { storage } = ctx
  const waitUntil = (promise: Promise<unknown>) => ctx.waitUntil(promise)
  const configuration = cachedConfiguration(env)
  // The routes refuse a broken configuration first.
  if (!configuration.ok) throw new Error(configuration.detail)
  const {
    tokenPepper,
    bootstrapToken,
    auditCapacityBytes,
    auditKeepDays,
    accessShards,
    jurisdiction,
    providers,
  } = configuration.value
  const now = () => Date.now()
  const hash = (text: string) => hashToken(tokenPepper, text)
  const shards = openShards(ctx, inJurisdiction(env.ACCESS_CONTROL, jurisdiction), accessShards)
  const agentKeys = new LruMap<string, string>(MAX_AGENT_KEYS)
  function keyOf(agent: string): string {
    const key = agentKeys.get(agent) ?? hash(`agent ${agent}`)
    agentKeys.set(agent, key)
    return key
  }
  /** When what is written is safe, which is after all that has arrived; a timer would be looked at again and again. */
  const nextTurn = () => storage.sync()
  const batch = createWriteBatch({
    nextTurn,
    write: () =>
      storage.transactionSync(() => {
        auditStore.flush()
        store.flush()
      }),
    fail: () => ctx.abort('The audit log could not be written'),
  })
  const store = openAgentStore(storage.sql, batch.schedule)
  const auditStore = openAuditStore(storage.sql, batch.schedule)
  const usage = createHourlyUsage(store, now)
  const countRequest = createRateLimiter(store, now)
  const auditLog = createAuditLog({
    store: auditStore,
    signer: createCheckpointSigner(tokenPepper, shards.own),
    capacityBytes: auditCapacityBytes,
    keepDays: auditKeepDays,
    now,
    setAlarm: (at) => waitUntil(storage.setAlarm(at)),
    warn: (capacity) => console.warn(JSON.stringify({ auditLog: capacity, next: 'npm run audit -- export' })),
    charge: usage.chargeLog,
  })
  const authenticator = createAuthenticator({
    ...{ store, auditLog, usage, countRequest, hash, bootstrapToken, now },
  })
  const { recordDenial } = authenticator
  const gateways = createGateways({
    gatewayOf: (provider) =>
      inJurisdiction(env.PROVIDER_GATEWAY, jurisdiction).getByName(gatewayName(provider)),
    keyOf,
    waitUntil,
    nextTurn,
  })
  const checkVelocity = createVelocityLimit(store, recordDenial, now)
  const viewers = createViewers(auditLog, shards, waitUntil)
  // Also before this one’s first entry, the others have some to be bound.
  if (accessShards > 1 && shards.own === 0 && !auditLog.head()) waitUntil(storage.setAlarm(endOfDay(now())))
  const answerQuery = createAnswerQuery({
    ...{ gateways, auditLog, usage, recordDenial, checkVelocity, viewers, pepper: tokenPepper, hash },
  })
  return {
    batch,
    shards,
    keyOf,
    endLive: (whom: Parameters<LiveHub['end']>[0]) =>
      tellHub(
        () => liveHubOf(env, jurisdiction),
        (hub) => hub.end(whom),
        // What ended stays ended; a hub that does not answer tells no one anything.
      ).catch(() => undefined),
    providers,
    auditLog,
    authenticator,
    gateways,
    agents: createAgents({
      ...{ store, auditLog, recordDenial, countRequest, hash, now },
      isOfShard: (key) => shards.find(key) === shards.own,
    }),
    answerQuery,
    watches: createWatches({
      ...{ store: openWatchStore(storage.sql), gateways, auditLog, providers, answerQuery, hash, now },
      tell: (agent) =>
        waitUntil(
          tellHub(
            () => liveHubOf(env, jurisdiction),
            (hub) => hub.publish([topicOfWatches(keyOf(agent))]),
            // They ask within a minute.
          ).catch(() => undefined),
        ),
    }),
    reveal: createReveals(gateways, auditLog, checkVelocity, viewers),
  }
}

function allOf<TValue extends object>(answers: readonly (TValue | Err)[]): Result<TValue[]> {
  const values: TValue[] = []
  for (const answer of answers) {
    if ('problem' in answer) return answer
    values.push(answer)
  }
  return ok(values)
}
