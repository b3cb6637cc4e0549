/** The panel's keys in a modal `dialog`, which handles focus and Escape. */

import { useLayoutEffect, useRef } from 'preact/hooks'
import { listWords } from '../../../locales/lists.ts'
import { panelWords } from '../../../locales/panel.ts'
import { commonWords } from '../../../locales/surface.ts'
import { CloseIcon } from '../../primitives/icons.tsx'
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
  [['1', '5'], 'views'],
  [['c'], 'copyCase'],
  [['r'], 'copyReply'],
  [['o'], 'dashboard'],
  [['?'], 'help'],
] as const

type Keys = typeof MOVES | typeof SINGLE

/** Shows itself as soon as it is drawn. */
export function KeyDialog({ onClose }: { onClose(): void }) {
  const { areKeysOn, openOptions } = useSurface()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class="dialog key-help" aria-labelledby="key-help" onClose={onClose}>
      <div class="dialog-head">
        <h2 id="key-help">{listWords.keys}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={commonWords.close}
          title={panelWords.keys.close}
          onClick={() => dialog.current?.close()}
        >
          <CloseIcon />
        </button>
      </div>
      <KeyList keys={MOVES} />
      {areKeysOn.value ? <KeyList keys={SINGLE} /> : <p class="quiet">{panelWords.keys.areOff}</p>}
      <p>
        <button type="button" class="button" onClick={openOptions}>
          {areKeysOn.value ? panelWords.keys.turnOff : panelWords.keys.turnOn}
        </button>
      </p>
    </dialog>
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
