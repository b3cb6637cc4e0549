import { PanelIcon } from '../primitives/icons.tsx'
import type { Action } from '../state/resource/resource.ts'

/** From the card to the side panel. */
export function PanelButton({ openPanel }: { openPanel: Action<null> }) {
  return (
    <button
      type="button"
      class="button"
      aria-label="Open in side panel"
      aria-disabled={openPanel.isBusy.value}
      onClick={openPanel.run}
    >
      <PanelIcon /> Side panel
    </button>
  )
}
