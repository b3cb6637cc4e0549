/** Whether single keys do something in the side panel and on a card: who speaks to the computer, or hits keys unawares, turns them off. */
import { useSurface } from '../../primitives/surface-context.ts'

export function KeysSection({ onChoose }: { onChoose(areOn: boolean): void }) {
  const { areKeysOn } = useSurface()
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">Keys</h2>
      <label class="check">
        <input
          type="checkbox"
          checked={areKeysOn.value}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
        <span>
          Single keys
          <span class="field-hint">
            In the side panel, and on a card: “r” copies the reply, “c” the case for the ticket, “o” opens the
            dashboard. In the panel, “/” goes to the box for an ID, and “?” lists all keys. Never while you
            type.
          </span>
        </span>
      </label>
    </section>
  )
}
