/** Everything that runs in a web page: finds the IDs, marks them, and sets the stage for the rest with the first one. */
import { type FoundId, findObjectIds } from '@inquiry-lens/shared/page-ids.ts'
import { createMarks } from './marks.ts'
import { observeChanges } from './observe.ts'
import { type PagePort, readTreatment } from './port.ts'
import { mayHoldUuid, scan } from './scan.ts'
import { createShadowFinder } from './shadow-roots.ts'
import { createStage, type Stage } from './stage.ts'
import type { FindUuids } from './uuids.ts'
import type { World } from './world.ts'

export interface PageParts {
  port: PagePort
  now: () => number
  /** Lets everything else have its turn. */
  pause: () => Promise<void>
  world: World
}

export function startPage({ port, now, pause, world }: PageParts): void {
  const { signal } = world.end
  let stage: Stage | undefined
  let reported = 0
  let hasSeenUuid = false
  let findUuids: FindUuids | undefined

  const marks = createMarks(signal)
  const turns = { find, report: marks.put, now, pause, signal }
  const shadows = createShadowFinder()
  const observer = observeChanges({ onChange: look, now, signal })

  function find(node: Text): FoundId[] {
    const found = findObjectIds(node.data)
    if (!mayHoldUuid(node.data)) return found
    if (!hasSeenUuid) void loadUuids()
    hasSeenUuid = true
    return findUuids ? [...found, ...findUuids(node)] : found
  }

  /** What tells UUIDs apart is a script of its own: most pages have none, and most relays no use for it. */
  async function loadUuids(): Promise<void> {
    const hints = await port.ask('page:load-uuids', null)
    findUuids = world.uuids?.(hints.value)
    observer.touch([document.documentElement])
  }

  async function look(roots: Node[]): Promise<boolean> {
    if (signal.aborted) return false
    marks.prune()
    const torn = await scan(roots, turns)
    // A turn of its own: on a large page this takes as long as a slice may.
    await pause()
    const found = [...shadows.findLate(), ...roots.flatMap(shadows.find)]
    for (const root of found) observer.watch(root)
    observer.touch([...torn, ...(await scan(found, turns))])
    // So does what is set up with the first marks.
    await pause()
    if (signal.aborted) return false
    const count = marks.ids().length
    if (count > 0) stage ??= createStage({ marks, port, now, world })
    stage?.attend()
    report(count)
    return count > 0
  }

  function report(count: number): void {
    if (count === reported || signal.aborted) return
    reported = count
    void tell()
  }

  async function tell(): Promise<void> {
    const { error } = await port.ask('page:found', { count: reported })
    // The site was taken back, perhaps while the page was put aside and could not be told.
    if (error) world.end.abort()
  }

  port.obey({
    'to-page:walk': async (payload) => (await stage?.step(payload)) ?? false,
    'to-page:list': async () => marks.ids(),
    'to-page:settings': (payload) => stage?.apply(readTreatment(payload)),
    'to-page:ask-leave': tell,
  })
  // The page may be put aside and come back as it was.
  window.addEventListener('pagehide', () => report(0), { signal })
  window.addEventListener('pageshow', () => stage && report(marks.ids().length), { signal })

  observer.watch(document)
  // Starting has taken a turn already.
  void pause().then(() => look([document.documentElement]))
}
