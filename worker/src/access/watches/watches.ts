/**
 * The cases of which an agent wants to know the end. A request for an agent’s watches looks
 * them up, within the gateway’s freshness and behind everyone who waits for an answer. An ending is found by level, so that none
 * is missed or told twice.
 */
import { LookupsSchema } from '@inquiry-lens/shared/contract/lists.ts'
import type { Watch, Watches } from '@inquiry-lens/shared/contract/watches.ts'
import { type Ending, followEnding, WATCH_LIMITS } from '@inquiry-lens/shared/domain/ending.ts'
import type { Lookup } from '@inquiry-lens/shared/domain/summary.ts'
import * as v from 'valibot'
import type { ProviderConfiguration } from '../../config/providers.ts'
import { providerOfId } from '../../providers/provider.ts'
import { err, ok, type Result } from '../../result.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { AuthContext } from '../authenticate.ts'
import type { Gateways } from '../gateways.ts'
import { type AuthorizedQuery, type Conditions, matchesTag } from '../queries.ts'
import type { WatchStore } from './watch-store.ts'

const DAY_MS = 86_400_000
/** Few providers can be asked for many at once: each minute it is the turn of others. */
const TURN_MS = 60_000
const TURN_STEP = 5

/** Of a case file’s text: the ID of what it is about. */
const SubjectSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.variant('about', [
    v.object({ about: v.literal('inquiry'), inquiry: v.object({ id: v.string() }) }),
    v.object({ about: v.literal('session'), session: v.object({ id: v.string() }) }),
  ]),
  v.transform((file) => (file.about === 'inquiry' ? file.inquiry.id : file.session.id)),
)

const notWatched = { code: 'not-found', detail: 'You watch no such case.' } as const

export type ListedWatches = { etag: string; body: string | null }

type AnswerQuery = (
  by: AuthContext,
  provider: ProviderConfiguration,
  query: { kind: 'case'; provider: ProviderConfiguration['id']; id: string },
  conditions: Conditions,
) => Promise<Result<AuthorizedQuery>>

export function createWatches({
  store,
  gateways,
  auditLog,
  providers,
  answerQuery,
  tell,
  hash,
  now,
}: {
  store: WatchStore
  gateways: Pick<Gateways, 'answer'>
  auditLog: Pick<AuditLog, 'write' | 'writeAtOnce'>
  providers: readonly ProviderConfiguration[]
  answerQuery: AnswerQuery
  /** Other browsers of the agent: the list has changed. */
  tell: (agent: string) => void
  hash: (text: string) => string
  now: () => number
}) {
  const entryOf = (
    { email: agent, requestId }: AuthContext,
    about: Parameters<AuditLog['write']>[0]['about'],
  ) => ({ agent, action: 'watch', requestId, about }) as const
  /** Of a change that is stored: in one commit with it. */
  function writeChange(by: AuthContext, about: Parameters<AuditLog['write']>[0]['about']): void {
    auditLog.writeAtOnce(entryOf(by, about))
    tell(by.email)
  }

  const findProvider = (id: string) => providers.find((one) => one.id === providerOfId(id))

  /** Those of a provider whose key is gone are there again with it. */
  const list = (agent: string): (Watch & { provider: ProviderConfiguration['id'] })[] =>
    store.list(agent, now()).flatMap(({ id, name, createdAt, until, ended }) => {
      const provider = findProvider(id)
      if (!provider) return []
      const [from, to] = [createdAt, until].map((at) => new Date(at).toISOString())
      if (from === undefined || to === undefined) return []
      return {
        ...{ id, provider: provider.id, environment: provider.environment, name },
        ...{ createdAt: from, until: to, ended },
      }
    })

  async function lookUp(agent: string, provider: ProviderConfiguration, only?: string): Promise<void> {
    const own = list(agent).flatMap((one) => (one.provider === provider.id ? one.id : []))
    const all = own.filter((id) => only === undefined || id === only)
    if (all.length === 0) return
    const turn = (Math.floor(now() / TURN_MS) * TURN_STEP) % all.length
    const ids = [...all.slice(turn), ...all.slice(0, turn)]
    const query = { kind: 'lookups', provider: provider.id, ids, isBackground: true } as const
    const answer = await gateways.answer(provider, query, false, agent)
    // As it was known; the next request asks again.
    if (!answer.ok) return
    const isCertain = answer.source.reason === undefined
    for (const lookup of v.parse(LookupsSchema, JSON.parse(answer.body)).items)
      follow(agent, lookup, isCertain)
  }

  /** The watch may have been ended in between. */
  function follow(agent: string, lookup: Lookup, isCertain: boolean): void {
    const known = store.find(agent, lookup.id)
    if (!known) return
    const ended = followEnding(known.ended, lookup, { now: now(), isCertain })
    if (isSameEnding(ended, known.ended)) return
    store.setEnded(agent, lookup.id, ended)
    tell(agent)
  }

  return {
    /** An entry for each list that is sent: it tells of each case whether it has ended. */
    async list(by: AuthContext, ifNoneMatch: string | undefined): Promise<Result<ListedWatches>> {
      await Promise.all(providers.map((provider) => lookUp(by.email, provider)))
      const endProblem = by.findEnd()
      if (endProblem) return err(endProblem)
      const items = list(by.email)
      const body = JSON.stringify({ items } satisfies Watches)
      const etag = `"${hash(`watches ${by.email} ${body}`).slice(0, 22)}"`
      if (matchesTag(ifNoneMatch, etag)) return ok({ etag, body: null })
      const namesOf = (some: readonly Watch[]) => some.map(({ id }) => id)
      const ended = namesOf(items.filter((one) => one.ended))
      auditLog.write(entryOf(by, { what: 'list', ids: namesOf(items), ended }))
      return ok({ etag, body })
    },

    /** Opens the case, with all that goes with that: its entry, and the limits of who views many people. */
    async add(
      by: AuthContext,
      provider: ProviderConfiguration,
      { id, name }: { id: string; name: string | null | undefined },
    ): Promise<Result<Watch>> {
      const full = err({ code: 'watches-full', detail: `At most ${WATCH_LIMITS.watches} watches at once.` })
      const isFull = () => store.list(by.email, now()).length >= WATCH_LIMITS.watches
      if (isFull() && !store.find(by.email, id)) return full
      const opened = await answerQuery(
        by,
        provider,
        { kind: 'case', provider: provider.id, id },
        { ifNoneMatch: undefined, forced: false },
      )
      if (!opened.ok) {
        const { code, detail } = opened.problem
        // Many that are not cached, one soon after the other.
        return code === 'agent-share-used'
          ? err({ ...opened.problem, detail: `The relay opens what you watch. ${detail}` })
          : opened
      }
      const subject = v.parse(SubjectSchema, new TextDecoder().decode(opened.value.body ?? undefined))
      const known = store.find(by.email, subject)
      if (!known && isFull()) return full
      store.put(by.email, {
        id: subject,
        name: name === undefined ? (known?.name ?? null) : name,
        createdAt: now(),
        until: now() + WATCH_LIMITS.days * DAY_MS,
        ended: known?.ended ?? null,
      })
      writeChange(by, { what: 'add', id: subject, environment: provider.environment })
      await lookUp(by.email, provider, subject)
      const added = list(by.email).find((one) => one.id === subject)
      return added ? ok(added) : err({ code: 'internal', detail: 'The watch was not stored.' })
    },

    rename(by: AuthContext, id: string, name: string | null): Result<null> {
      if (!store.rename(by.email, id, name)) return err(notWatched)
      writeChange(by, { what: 'rename', id })
      return ok(null)
    },

    end(by: AuthContext, id: string): Result<null> {
      if (!store.remove(by.email, id)) return err(notWatched)
      writeChange(by, { what: 'end', id })
      return ok(null)
    },

    forget: (agent: string): void => store.removeAll(agent),
    /** Returns whether any are left. */
    purge: (): boolean => store.purge(now()),
  }
}

const isSameEnding = (one: Ending | null, other: Ending | null): boolean =>
  one?.caseState === other?.caseState && one?.at === other?.at
