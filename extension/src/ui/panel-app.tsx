import { PanelView } from './panel-view.tsx'
import { fetchConfig } from './state/config.ts'
import { createPanel, type Focus } from './state/panel.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from './surface-kit.tsx'

/** What other surfaces want to be seen here. Taken, it is gone, so that the same wish can be made again. */
export interface FocusWishes {
  get(): Promise<Focus | undefined>
  remove(): Promise<void>
  watch(listener: (focus: Focus | undefined) => void, signal: AbortSignal): void
}

export async function startPanel(kit: SurfaceKit, wishes: FocusWishes): Promise<void> {
  const first = await wishes.get()
  const made = forEachAccount(kit, (lists, signal) => ({
    panel: createPanel({ ...lists, visible: kit.visible, first: first ?? { list: 'sessions' }, signal }),
    config: fetchConfig(kit.outside.ask, signal),
  }))
  if (first) void wishes.remove()
  wishes.watch((focus) => {
    if (!focus) return
    made.peek()?.panel.focus(focus)
    void wishes.remove()
  }, kit.outside.signal)
  kit.show(
    <SignedIn who={kit.who} made={made}>
      {(parts) => <PanelView {...parts} />}
    </SignedIn>,
  )
}
