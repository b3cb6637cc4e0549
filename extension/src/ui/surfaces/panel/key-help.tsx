/** The panel's keys in a modal `dialog`, which handles focus and Escape. */

import { useRef } from 'preact/hooks'
import { common } from '../../../locales/common.ts'
import { listWords } from '../../../locales/lists.ts'
import { CloseIcon, KeysIcon } from '../../primitives/icons.tsx'
import { useKey, useSurface } from '../../primitives/surface-context.ts'

const MOVES = [
  [['↑', '↓'], 'rows'],
  [['Enter'], 'open'],
  [['→', '←'], 'details'],
  [['Esc'], 'back'],
] as const

const SINGLE = [
  [['j', 'k'], 'neighbours'],
  [['/'], 'search'],
  [['c'], 'copyCase'],
  [['r'], 'copyReply'],
  [['o'], 'dashboard'],
  [['?'], 'help'],
] as const

type Keys = typeof MOVES | typeof SINGLE

export function KeyHelp() {
  const { areKeysOn, openOptions } = useSurface()
  const dialog = useRef<HTMLDialogElement>(null)
  const close = () => dialog.current?.close()
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={listWords.keys.title}
        aria-haspopup="dialog"
        {...useKey('?', listWords.keys.title)}
        onClick={() => dialog.current?.showModal()}
      >
        <KeysIcon />
      </button>
      <dialog ref={dialog} class="key-help" aria-labelledby="key-help">
        <div class="key-help-head">
          <h2 id="key-help">{listWords.keys.title}</h2>
          <button
            type="button"
            class="icon-button"
            aria-label={common.close}
            title={listWords.keys.close}
            onClick={close}
          >
            <CloseIcon />
          </button>
        </div>
        <KeyList keys={MOVES} />
        {areKeysOn.value ? <KeyList keys={SINGLE} /> : <p class="quiet">{listWords.keys.areOff}</p>}
        <p>
          <button type="button" class="button" onClick={openOptions}>
            {areKeysOn.value ? listWords.keys.turnOff : listWords.keys.turnOn}
          </button>
        </p>
      </dialog>
    </>
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
          <dd>{listWords.keys.what[what]}</dd>
        </div>
      ))}
    </dl>
  )
}
