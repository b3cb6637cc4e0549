/** The panel's strip over two providers: whatever is chosen in it leads to the cases that it counts. */
import { times } from '@inquiry-lens/shared/testing/thoroughness.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openPanel, until } from '../../testing/panel.ts'
import { createTraffic } from '../../testing/persona-cases.ts'
import { openRelay } from '../../testing/relay-under-test.ts'

type Panel = Awaited<ReturnType<typeof openPanel>>

const MAX_PAGES = 60

/** As an agent does who scrolls to the end of the chosen span, and presses “Load more” there. */
async function loadSpan({ feed, groups }: Panel): Promise<void> {
  for (let page = 0; page < MAX_PAGES && groups.isCut.value; page++) {
    groups.goOn.value?.()
    groups.shown.loadMore()
    await until(() => feed.phase.value !== 'loading-more' && !feed.isFetching.value, 'older rows')
  }
}

it('leads from each bar to as many cases as it counts, of each provider', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 10_000 }),
      fc.constantFrom('hour', 'day', 'week'),
      fc.nat({ max: 4 }),
      async (seed, period, looks) => {
        const relay = openRelay({ rows: 160, seed })
        const happen = createTraffic(relay, seed)
        for (let nth = 0; nth < 40; nth++) happen()
        const ended = new AbortController()
        const panel = await openPanel(() => relay.signIn(), ended.signal, ['persona', 'deepidv'])
        const { strip, span, groups } = panel
        strip.period.value = period
        for (let page = 0; page < looks; page++) {
          await panel.look(panel.rows().slice(20 * page, 20 * page + 20))
          await panel.older()
        }
        await panel.poll()
        await until(() => strip.counts.value !== undefined, 'the strip')
        const bars = strip.counts.value?.bars ?? []
        for (const [index, { sum }] of bars.entries()) {
          if (sum === 0) continue
          strip.choose(index, index)
          const chosen = span.value
          await loadSpan(panel)
          // The relay knows more now, and says so.
          await panel.poll()
          await loadSpan(panel)
          const counts = strip.counts.value?.bars.find(({ from }) => from === chosen?.from)
          const shown = groups.shown.data.value?.flatMap(({ row }) => row ?? []) ?? []
          const listed = new Map<string | undefined, number>()
          for (const { provider } of shown) listed.set(provider, (listed.get(provider) ?? 0) + 1)
          for (const [provider, count] of strip.inSpan.value ?? []) {
            if (counts?.isPartial) expect(listed.get(provider) ?? 0).toBeGreaterThanOrEqual(count)
            else expect(listed.get(provider) ?? 0, `${provider}, bar ${index} of ${period}`).toBe(count)
          }
          compared += 1
        }
        strip.clear()
        ended.abort()
      },
    ),
    { numRuns: times(2) },
  )
  expect(compared).toBeGreaterThan(4)
})
