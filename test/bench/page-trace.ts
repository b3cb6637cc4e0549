/**
 * Whose the time of a page's main thread is. A trace with the profiler's samples tells it by script, forced style and
 * layout included; neither long tasks nor animation frames name an extension.
 */
import type { Page } from 'playwright-core'
import * as v from 'valibot'

const CATEGORIES = ['disabled-by-default-devtools.timeline', 'disabled-by-default-v8.cpu_profiler']

const EventSchema = v.object({
  name: v.string(),
  pid: v.number(),
  tid: v.number(),
  ts: v.number(),
  dur: v.optional(v.number(), 0),
  id: v.optional(v.string(), ''),
  args: v.object({
    data: v.optional(
      v.object({
        startTime: v.optional(v.number()),
        cpuProfile: v.optional(
          v.object({
            nodes: v.optional(
              v.array(
                v.object({
                  id: v.number(),
                  parent: v.optional(v.number()),
                  callFrame: v.object({ functionName: v.string(), url: v.optional(v.string(), '') }),
                }),
              ),
              [],
            ),
            samples: v.optional(v.array(v.number()), []),
          }),
        ),
        timeDeltas: v.optional(v.array(v.number()), []),
      }),
    ),
  }),
})
type TraceEvent = v.InferOutput<typeof EventSchema>

export interface OwnTime {
  /** In scripts of the extension, in milliseconds: in all. */
  total: number
  /** At most in one task. */
  longest: number
}

/** Of the scripts with this name in their address, while `act` lasts. */
export async function traceScripts(page: Page, script: RegExp, act: () => Promise<void>): Promise<OwnTime> {
  const cdp = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => {
    for (const one of value) {
      const { success, output } = v.safeParse(EventSchema, one)
      if (success && ['RunTask', 'Profile', 'ProfileChunk'].includes(output.name)) events.push(output)
    }
  })
  const complete = new Promise<void>((resolve) => cdp.once('Tracing.tracingComplete', () => resolve()))
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES, recordMode: 'recordAsMuchAsPossible' },
  })
  await act()
  await cdp.send('Tracing.end')
  await complete
  await cdp.detach()
  return sumUp(events, script)
}

/** Times of a trace are in microseconds. */
function sumUp(events: readonly TraceEvent[], script: RegExp): OwnTime {
  const own = { total: 0, longest: 0 }
  const profiles = Map.groupBy(
    events.filter(({ name }) => name !== 'RunTask'),
    ({ pid, id }) => `${pid} ${id}`,
  )
  for (const chunks of profiles.values()) {
    const head = chunks.find(({ name }) => name === 'Profile')
    const stretches = head ? ownStretches(chunks, head.args.data?.startTime ?? head.ts, script) : []
    if (!head || stretches.length === 0) continue
    const tasks = events
      .filter(({ name, pid, tid }) => name === 'RunTask' && pid === head.pid && tid === head.tid)
      .sort((a, b) => a.ts - b.ts)
    let at = 0
    for (const { ts, dur } of tasks) {
      let inTask = 0
      while ((stretches[at]?.end ?? Number.POSITIVE_INFINITY) <= ts) at++
      for (let next = at; (stretches[next]?.start ?? Number.POSITIVE_INFINITY) < ts + dur; next++) {
        const { start, end } = stretches[next] ?? { start: 0, end: 0 }
        inTask += Math.min(end, ts + dur) - Math.max(start, ts)
      }
      own.total += inTask / 1000
      own.longest = Math.max(own.longest, inTask / 1000)
    }
  }
  return own
}

/** From one sample to the next. The garbage collector works for the script that it interrupts. */
function ownStretches(
  chunks: readonly TraceEvent[],
  startTime: number,
  script: RegExp,
): { start: number; end: number }[] {
  const isOwn = new Map<number, boolean | undefined>()
  const stretches: { start: number; end: number }[] = []
  let at = startTime
  let before = false
  for (const { args } of chunks) {
    for (const { id, parent, callFrame } of args.data?.cpuProfile?.nodes ?? []) {
      const isCollector = callFrame.functionName === '(garbage collector)'
      isOwn.set(
        id,
        isCollector ? undefined : script.test(callFrame.url) || isOwn.get(parent ?? Number.NaN) === true,
      )
    }
    for (const [place, id] of (args.data?.cpuProfile?.samples ?? []).entries()) {
      const start = at
      at += args.data?.timeDeltas[place] ?? 0
      if (before) stretches.push({ start, end: at })
      before = isOwn.get(id) ?? before
    }
  }
  return stretches
}
