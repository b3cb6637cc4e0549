/** Starts everything that runs in a web page: finds the IDs and marks them. */
import { findObjectIds, seekId } from '@inquiry-lens/shared/domain/ids/page-ids.ts'
import { isAgain, type PagePort, readDisplayMode } from './background-port.ts'
import type { PageFinder } from './finder.ts'
import { createTurns, listen } from './lifetime.ts'
import { createMarks, type Found } from './marks.ts'
import { createShadowFinder, observeChanges } from './observe.ts'
import type { PageUi } from './page-ui.ts'
import { scan } from './scan.ts'
import type { World } from './script-world.ts'

export interface PageParts {
  port: PagePort
  now: () => number
  /** Yields to other tasks. */
  pause: () => Promise<void>
  world: World
}

const MAX_LAYOUT_MS = 500

export function startPage({ port, now, pause, world }: PageParts): void {
  const { signal: abort } = world.end
  let harness: PageUi | undefined
  let reported = -1
  let finder: PageFinder | undefined
  let isToLearn = false
  let admitted: Promise<void> | undefined

  const marks = createMarks(abort)
  const takeTurn = createTurns(now, pause)
  const scanning = {
    seek: seekId,
    mayHoldMore: (text: string) => finder?.mayHold(text) === true,
    find,
    report: marks.put,
    takeTurn,
    abort,
  }
  const shadows = createShadowFinder(takeTurn)
  const observer = observeChanges({ onChange: look, now, abort })

  function find(text: string, node: Text): Found[] {
    const found = findObjectIds(text)
    return finder?.findMore(text, node, found) ?? found
  }

  /** A separate script finds the rest. */
  async function learn(): Promise<void> {
    isToLearn = false
    const { value } = await port.request('page:load-finder', null)
    finder = world.finder?.(value)
  }

  function touchAll(): void {
    observer.touch(document.documentElement)
  }

  async function look(roots: Node[]): Promise<boolean> {
    if (isToLearn) await learn()
    if (abort.aborted) return false
    marks.prune()
    await scan(roots, scanning)
    const found = await shadows.find(roots)
    for (const root of found) observer.watch(root)
    await scan(found, scanning)
    // The first marks set up more.
    await pause()
    if (abort.aborted) return false
    const isAny = marks.isAny()
    if (isAny) {
      await waitForLayout()
      await showUi()
    }
    const isFirst = isAny && !admitted
    if (isFirst) admitted = recount()
    // The page shows nothing before the background has authorised it.
    await admitted
    if (abort.aborted) return false
    harness?.attend()
    if (!isFirst) void recount()
    return isAny
  }

  async function showUi(): Promise<PageUi | undefined> {
    if (!harness) await port.request('page:load-overlay', null)
    harness ??= world.createUi?.({ marks, port, now, onNear: recount, world })
    return harness
  }

  /** What is shown is asked of the page's styles, which cost nothing once the browser has laid out. */
  function waitForLayout(): Promise<void> {
    return new Promise((resolve) => {
      const observer = new IntersectionObserver(() => {
        observer.disconnect()
        resolve()
      })
      observer.observe(document.documentElement)
      // A hidden frame has no layout.
      setTimeout(resolve, MAX_LAYOUT_MS)
    })
  }

  const recount = (): Promise<void> =>
    report(new Set(marks.all((mark) => mark.isShown()).map(({ id }) => id)).size)

  async function report(count: number): Promise<void> {
    if (count === reported || abort.aborted) return
    reported = count
    await tell()
  }

  async function tell(): Promise<void> {
    const { error } = await port.request('page:found', { count: reported })
    // The site was withdrawn, perhaps while the page was in the back/forward cache.
    if (error) world.end.abort()
  }

  port.obey({
    'to-page:walk': async (payload) => (await harness?.loadCard())?.step(payload) ?? false,
    // Also where this frame has no ID of its own.
    'to-page:card': async (payload) => (await (await showUi())?.loadCard())?.drawAbove(payload) ?? 'closed',
    'to-page:list': async () => harness?.list(),
    'to-page:settings': (payload) => harness?.apply(readDisplayMode(payload), isAgain(payload)),
    // On the next visit: no agent sees a hidden page.
    'to-page:hints': () => {
      isToLearn = true
      touchAll()
    },
    'to-page:access': tell,
  })
  // The back/forward cache may restore the page as it was.
  listen(window, 'pagehide', () => harness && void report(0), abort)
  listen(window, 'pageshow', () => harness && void recount(), abort)

  observer.watch(document)
  // Starting used a task already.
  void pause()
    .then(() => look([document.documentElement]))
    .then(learn)
    .then(() => finder && touchAll())
}
