import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import { MAX_LOOKUPS } from '@inquiry-lens/shared/contract/lists.ts'
import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'
import { madeEvent, madeSession } from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { err, ok, pageFailure, type Result } from '../../../messages/failure.ts'
import type { Origin } from '../../../stored.ts'
import type { PanelTab } from '../page/panel.ts'
import { createCaseFeed } from './cases.ts'
import { createExport, MAX_EXPORTED, MAX_NAMED, type NewFile, readShown, type ShownRows } from './export.ts'
import { createFeed } from './feed.ts'

const NOW = new Date(2026, 10, 23, 23, 59).getTime()

const shownOf = (count: number, more: Partial<ShownRows> = {}): ShownRows => {
  const ids = Array.from({ length: count }, (_, number) => `inq_Made${number}`)
  return {
    list: 'cases',
    rows: ids.map((id) => ({ id, state: 'approved' })),
    ids,
    shown: count,
    unnamed: 0,
    unknown: 0,
    isMore: false,
    silent: [],
    ...more,
  }
}

function setUp(
  answer: (copied: Copied, turn: number) => Result<null> | Promise<Result<null>> = () => ok(null),
) {
  const ended = new AbortController()
  const isAllowed = signal(true)
  /** In the order in which they happened. */
  const happened: (Copied | NewFile)[] = []
  const made = createExport({
    async recordCopy(copied) {
      happened.push(copied)
      return answer(copied, happened.length)
    },
    save: (file) => happened.push(file),
    isAllowed: () => isAllowed.value,
    now: () => NOW,
    abort: ended.signal,
  })
  const files = () => happened.flatMap((one) => ('text' in one ? [one] : []))
  const named = () => happened.flatMap((one) => ('ids' in one ? [...one.ids] : []))
  return { made, happened, files, named, isAllowed, end: () => ended.abort() }
}

describe('an export', () => {
  it('names no more objects in an entry than the relay takes', () => {
    expect(MAX_NAMED).toBe(MAX_LOOKUPS)
  })

  it('names every object in the audit log, in as many entries as it takes, and then is one file', async () => {
    const { made, happened, named } = setUp()
    const shown = shownOf(250)
    await made.write(shown, 'csv')
    expect(happened.map((one) => ('ids' in one ? one.ids.length : one.name))).toEqual([
      ...[100, 100, 50],
      'inquiry-lens-cases-2026-11-23.csv',
    ])
    expect(named()).toEqual(shown.ids)
    expect(happened.slice(0, 3)).toMatchObject([0, 1, 2].map(() => ({ action: 'export', form: 'rows' })))
    expect(made.step.value).toMatchObject({ name: 'written', count: 250 })
  })

  it('is no file where one of its entries is refused, and says how many objects are named already', async () => {
    const failure = pageFailure('offline')
    const { made, files } = setUp((_, turn) => (turn === 2 ? err(failure) : ok(null)))
    await made.write(shownOf(250), 'csv')
    expect(files()).toEqual([])
    expect(made.step.value).toEqual({ name: 'failed', recorded: 100, failure })
    made.reset()
    await made.write(shownOf(3), 'csv')
    expect(files()).toHaveLength(1)
  })

  it.each([
    ['is cancelled', ({ made }: ReturnType<typeof setUp>) => made.cancel()],
    ['loses its right', ({ isAllowed }: ReturnType<typeof setUp>) => (isAllowed.value = false)],
    ['ends with the sign-in', ({ end }: ReturnType<typeof setUp>) => end()],
  ])('is no file where it %s on its way', async (_, happens) => {
    const { promise, resolve } = Promise.withResolvers<Result<null>>()
    const set = setUp(() => promise)
    const written = set.made.write(shownOf(150), 'csv')
    expect(set.made.step.value).toEqual({ name: 'recording', recorded: 0, of: 150 })
    happens(set)
    resolve(ok(null))
    await written
    expect(set.files()).toEqual([])
    expect(set.named()).toHaveLength(100)
    expect(set.made.step.value).toEqual({ name: 'cancelled', recorded: 100 })
  })

  it('is one at a time', async () => {
    const { made, files } = setUp()
    await Promise.all([made.write(shownOf(2), 'csv'), made.write(shownOf(2), 'csv')])
    expect(files()).toHaveLength(1)
  })

  it('has the same rows in both formats, and a byte order mark for spreadsheets', async () => {
    const rows = [
      { id: 'inq_Made1', device: '=HYPERLINK("x")', visits: 2, state: null },
      { id: 'inq_Made2', device: 'Pixel 8, "blue"', visits: 0, state: 'approved' },
    ]
    const { made, files } = setUp()
    for (const format of ['csv', 'ndjson'] as const) await made.write(shownOf(2, { rows }), format)
    const [csv, ndjson] = files()
    expect(csv?.text).toBe(
      '\uFEFFid,device,visits,state\r\n' +
        'inq_Made1,"\'=HYPERLINK(""x"")",2,\r\n' +
        'inq_Made2,"Pixel 8, ""blue""",0,approved\r\n',
    )
    const lines = ndjson?.text.trimEnd().split('\n') ?? []
    expect(lines.map((line) => JSON.parse(line))).toEqual(rows)
    expect(ndjson?.name).toBe('inquiry-lens-cases-2026-11-23.ndjson')
  })
})

describe('what is shown', () => {
  const { signal: abort } = new AbortController()
  const place = { provider: 'persona', environment: 'sandbox' } satisfies Origin

  function read(tab: PanelTab, more: { count?: number; id?: string; events?: ProviderEvent[] } = {}) {
    const { count = 1, id = 'Made', events = [] } = more
    const sessions = Array.from({ length: count }, (_, number) =>
      madeSession({ id: `iqse_${id}${number}`, inquiryId: `inq_${id}${number}`, createdAt: null }),
    )
    const event = madeEvent({
      id: 'evt_Made1',
      object: { type: 'verification/selfie', id: 'ver_Made1' },
      inquiryId: 'inq_Made1',
    })
    const feedOf = <TRow extends { id: string }>(rows: readonly TRow[]) => ({
      ...createFeed<never>([], abort),
      data: signal(rows.map((row) => ({ id: row.id, row }))),
      hasMore: signal(true),
    })
    const none = createFeed<never>([], abort)
    const cases = {
      ...createCaseFeed(none, none, abort),
      ...feedOf(
        sessions.map((session) => ({
          id: session.inquiryId ?? session.id,
          provider: session.provider,
          inquiryId: session.inquiryId,
          activityId: session.id,
          activeAt: session.createdAt,
          session,
          events,
          visits: 1,
        })),
      ),
    }
    return readShown({
      panel: {
        tab: signal(tab),
        providers: signal([place]),
        sessions: signal(feedOf(sessions)),
        events: signal(feedOf([event])),
      },
      // A group hides that there is more.
      groups: signal({ shown: { ...cases, hasMore: signal(false) }, isCut: signal(true) }),
      states: { cases: { of: () => undefined }, sessions: { of: () => undefined } },
    })
  }

  it.each([
    ['cases', ['inq_Made0', 'iqse_Made0']],
    ['sessions', ['iqse_Made0', 'inq_Made0']],
    ['events', ['evt_Made1', 'inq_Made1', 'ver_Made1']],
  ] as const)('names of %s all objects that a row tells of', (tab, ids) => {
    expect(read(tab)).toMatchObject({ list: tab, shown: 1, isMore: true, ids })
  })

  it('leaves a state empty that is not known, and says of how many', () => {
    const shown = read('cases', { count: 3 })
    expect(shown.unknown).toBe(3)
    expect(shown.rows[0]).toMatchObject({ state: null, environment: 'sandbox' })
  })

  it('says at which step a case failed, and nothing where none did', () => {
    const failed = madeEvent({
      name: 'verification.failed',
      object: { type: 'verification/selfie', id: 'ver_Made1' },
    })
    expect(read('cases', { events: [failed] }).rows[0]).toMatchObject({ step: 'selfie', reason: null })
    expect(read('cases').rows[0]).toMatchObject({ step: null, reason: null })
  })

  it('leaves out what no entry could name', () => {
    expect(read('sessions', { id: '!', count: 2 })).toMatchObject({ rows: [], ids: [], shown: 2, unnamed: 2 })
  })

  it('ends where a file is full', () => {
    const shown = read('sessions', { count: MAX_EXPORTED + 5 })
    expect(shown.rows).toHaveLength(MAX_EXPORTED)
    expect(shown.shown).toBe(MAX_EXPORTED + 5)
    expect(new Set(shown.rows.flatMap(({ id }) => id))).toEqual(
      new Set(shown.ids.filter((id) => id.startsWith('iqse_'))),
    )
  })

  it('has basic fields alone, by names that hold in every language', () => {
    expect(
      (['cases', 'sessions', 'events'] as const).map((tab) => Object.keys(read(tab).rows[0] ?? {}).join(' ')),
    ).toEqual([
      'id inquiry session customer provider environment state status stateSince step reason lastActiveAt lastEvent visits deviceType device os browser country network',
      'id inquiry customer workflow provider environment state status stateSince sessionState sessionStatus createdAt startedAt expiredAt lastActiveAt deviceType device os browser country network',
      'id name createdAt provider environment inquiry objectType object',
    ])
  })
})
