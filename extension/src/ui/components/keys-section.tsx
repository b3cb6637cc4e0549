/** Whether single keys do something in the side panel: who speaks to the computer, or hits keys unawares, turns them off. */
import { useSurface } from './surface.ts'

export function KeysSection({ onChoose }: { onChoose(areOn: boolean): void }) {
  const { areKeysOn } = useSurface()
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">Keys in the side panel</h2>
      <label class="check">
        <input
          type="checkbox"
          checked={areKeysOn.value}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
        <span>
          Single keys
          <span class="field-hint">
            “/” goes to the box for an ID, “c” copies the open case for the ticket, “?” lists them all. Never
            while you type.
          </span>
        </span>
      </label>
    </section>
  )
}
