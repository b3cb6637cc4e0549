import { checkpointPayload, formatCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ok } from '../../messages/failure.ts'
import { ACCOUNT, NOW, RELAY, TOKEN } from '../fixtures.ts'
import { auditWitnesses, createAuditCheckpoints, createWitnessHandlers } from './audit-checkpoints.ts'

describe('audit checkpoints', () => {
  const OTHER_RELAY = 'https://other.example.com'

  let keys: CryptoKeyPair
  let key: string
  let anotherKey: string

  async function makeKey(): Promise<[CryptoKeyPair, string]> {
    const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
    const { x } = await crypto.subtle.exportKey('jwk', pair.publicKey)
    return [pair, x ?? '']
  }

  beforeAll(async () => {
    ;[keys, key] = await makeKey()
    ;[, anotherKey] = await makeKey()
  })
  beforeEach(() => fakeBrowser.reset())

  const hashOf = (seq: number, letter = 'a') => `${letter}${seq}`.padStart(64, '0')

  async function headerOf(seq: number, hash = hashOf(seq), shard?: number): Promise<string> {
    const said = new TextEncoder().encode(checkpointPayload({ seq, hash, shard }))
    const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', keys.privateKey, said))
    return formatCheckpoint({ seq, hash, shard, signature: Buffer.from(signature).toString('base64url') })
  }

  function setUp() {
    const clock = { now: NOW }
    const report = vi.fn()
    const checkpoints = createAuditCheckpoints({ now: () => clock.now, report })
    /** A request, and at once its answer. */
    const hear = async (header: string | null, relay = RELAY) => (await checkpoints.beginCheck(relay))(header)
    return { clock, checkpoints, hear, report }
  }

  const stored = async (relay = RELAY) => (await auditWitnesses.get())?.find((one) => one.relay === relay)

  describe('the checkpoint of the audit log', () => {
    it('is kept with when it was seen, and gives way to a newer one', async () => {
      const { checkpoints, hear, clock } = setUp()
      await checkpoints.keepKey(RELAY, key)
      await hear(await headerOf(3))
      expect(await stored()).toMatchObject({ head: { seq: 3 }, seenAt: NOW })
      clock.now += 1_000
      await hear(await headerOf(7))
      expect(await stored()).toMatchObject({ head: { seq: 7, hash: hashOf(7) }, seenAt: NOW + 1_000 })
      expect(await stored()).toMatchObject({ relay: RELAY, key, alarm: null })
    })

    it('names no agent, so it stays after the sign-out', async () => {
      const { checkpoints, hear } = setUp()
      await checkpoints.keepKey(RELAY, key)
      await hear(await headerOf(3))
      expect((await stored())?.head).not.toBeNull()
      expect(Object.keys((await stored()) ?? {}).sort()).toEqual(['alarm', 'head', 'key', 'relay', 'seenAt'])
    })

    it('is one for each relay', async () => {
      const { checkpoints, hear } = setUp()
      await checkpoints.keepKey(RELAY, key)
      await checkpoints.keepKey(OTHER_RELAY, key)
      await hear(await headerOf(9))
      await hear(await headerOf(2), OTHER_RELAY)
      expect((await stored(OTHER_RELAY))?.head?.seq).toBe(2)
      expect(await stored()).toMatchObject({ head: { seq: 9 }, alarm: null })
    })

    it('is not kept before its key is known, nor when it is no head', async () => {
      const { checkpoints, hear } = setUp()
      await hear(await headerOf(3))
      await checkpoints.keepKey(RELAY, key)
      await hear(null)
      await hear('3;hash="…"')
      await hear(await headerOf(4))
      expect(await stored()).toMatchObject({ head: { seq: 4 }, alarm: null })
    })

    it('of another agent’s shard is of another log, and no alarm', async () => {
      const { checkpoints, hear } = setUp()
      await checkpoints.keepKey(RELAY, key)
      await hear(await headerOf(9))
      await hear(await headerOf(2, hashOf(2), 3))
      expect(await stored()).toMatchObject({ head: { seq: 2, shard: 3 }, alarm: null })
      await hear(await headerOf(1, hashOf(1), 3))
      expect(await stored()).toMatchObject({ alarm: { kind: 'backwards' } })
    })

    it('of an answer that was overtaken is older, and no alarm', async () => {
      const { checkpoints, hear } = setUp()
      await checkpoints.keepKey(RELAY, key)
      await hear(await headerOf(5))
      expect((await stored())?.head?.seq).toBe(5)
      const slow = await checkpoints.beginCheck(RELAY)
      await hear(await headerOf(8))
      expect((await stored())?.head?.seq).toBe(8)
      await slow(await headerOf(6))
      await hear(await headerOf(9))
      expect(await stored()).toMatchObject({ head: { seq: 9 }, alarm: null })
    })
  })

  describe('an alarm', () => {
    async function keepFive() {
      const at = setUp()
      await at.checkpoints.keepKey(RELAY, key)
      await at.hear(await headerOf(5))
      expect((await stored())?.head?.seq).toBe(5)
      return at
    }

    it.each([
      ['a record that is shorter than it was', 'backwards', () => headerOf(4)],
      ['a line that is another than it was', 'rewritten', () => headerOf(5, hashOf(5, 'b'))],
      ['a head that another key signed', 'forged', async () => (await headerOf(6)).replace('6;', '7;')],
    ] as const)('%s: the kept head stays, also after what is right again', async (_, kind, wrong) => {
      const { hear } = await keepFive()
      const told = await wrong()
      await hear(told)
      expect((await stored())?.alarm).toEqual({ kind, at: NOW, told })
      await hear(await headerOf(10))
      await hear(await headerOf(3))
      expect(await stored()).toMatchObject({ head: { seq: 5, hash: hashOf(5) }, alarm: { kind } })
    })

    it('is raised where the background was stopped in between', async () => {
      await keepFive()
      const { hear } = setUp()
      await hear(await headerOf(4))
      expect((await stored())?.alarm?.kind).toBe('backwards')
    })

    it('is raised by another key: what it signs could not be held against what was', async () => {
      const { checkpoints } = await keepFive()
      await checkpoints.keepKey(RELAY, anotherKey)
      expect(await stored()).toMatchObject({
        key,
        head: { seq: 5 },
        alarm: { kind: 'new-key', told: anotherKey },
      })
    })

    it('ends only when the agent resolves it, and then starts again', async () => {
      const { checkpoints, hear } = await keepFive()
      await hear(await headerOf(4))
      expect((await stored())?.alarm).not.toBeNull()
      await checkpoints.reset(RELAY)
      expect(await stored()).toBeUndefined()
      await checkpoints.keepKey(RELAY, key)
      await hear(await headerOf(4))
      expect(await stored()).toMatchObject({ head: { seq: 4 }, alarm: null })
    })

    it('is not raised again by an answer that was asked for before', async () => {
      const { checkpoints, hear } = await keepFive()
      const slow = await checkpoints.beginCheck(RELAY)
      await hear(await headerOf(4))
      await checkpoints.reset(RELAY)
      await checkpoints.keepKey(RELAY, key)
      await slow(await headerOf(4))
      expect(await stored()).toMatchObject({ head: { seq: 4 }, alarm: null })
    })
  })
})

it('finds and resolves the witness of the agent’s own relay', async () => {
  const checkpoints = { find: vi.fn(async () => undefined), reset: vi.fn(async () => {}) }
  const witness = createWitnessHandlers(
    {
      use: (request) => request({ relay: RELAY, token: TOKEN, abort: new AbortController().signal }, ACCOUNT),
    },
    checkpoints,
  )
  expect(await witness.find()).toEqual(ok(null))
  await witness.resolve()
  expect(checkpoints.find).toHaveBeenCalledWith(RELAY)
  expect(checkpoints.reset).toHaveBeenCalledExactlyOnceWith(RELAY)
})
