/** The panel's keys in a dialog. */

import { listWords } from '../../../locales/lists.ts'
import { panelWords } from '../../../locales/panel.ts'
import { Dialog } from '../../primitives/dialog.tsx'
import { useSurface } from '../../primitives/surface-context.ts'

const MOVES = [
  [['↑', '↓'], 'rows'],
  [['Enter'], 'open'],
  [['→', '←'], 'details'],
  [['Esc'], 'back'],
] as const

const SINGLE = [
  [['j', 'k'], 'neighbours'],
  [['u'], 'keep'],
  [['w'], 'watch'],
  [['/'], 'search'],
  [['f'], 'filter'],
  [['1–5'], 'views'],
  [['c'], 'copyCase'],
  [['r'], 'copyReply'],
  [['o'], 'dashboard'],
  [['?'], 'help'],
] as const

type Keys = typeof MOVES | typeof SINGLE

export function KeyDialog({ onClose }: { onClose(): void }) {
  const { areKeysOn, openOptions } = useSurface()
  return (
    <Dialog id="key-help" title={listWords.keys} closeTitle={panelWords.keys.close} onClose={onClose}>
      <KeyList keys={MOVES} />
      {areKeysOn.value ? <KeyList keys={SINGLE} /> : <p class="quiet">{panelWords.keys.areOff}</p>}
      <p>
        <button type="button" class="button" onClick={openOptions}>
          {areKeysOn.value ? panelWords.keys.turnOff : panelWords.keys.turnOn}
        </button>
      </p>
    </Dialog>
  )
}

function KeyList({ keys }: { keys: Keys }) {
  return (
    <dl>
      {keys.map(([names, what]) => (
        <div key={what}>
          <dt>
            {names.map((name) => (
              <kbd key={name}>{name}</kbd>
            ))}
          </dt>
          <dd>{panelWords.keys.what[what]}</dd>
        </div>
      ))}
    </dl>
  )
}
