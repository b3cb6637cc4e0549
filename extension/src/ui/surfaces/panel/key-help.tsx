/** The panel's keys in a modal `dialog`, which handles focus and Escape. */
import { useRef } from 'preact/hooks'
import { CloseIcon, KeysIcon } from '../../primitives/icons.tsx'
import { useKey, useSurface } from '../../primitives/surface-context.ts'

const MOVES = [
  [['↑', '↓'], 'From row to row; Home and End to the first and last'],
  [['Enter'], 'Open the row’s case'],
  [['→', '←'], 'Show or hide the row’s details'],
  [['Esc'], 'Back to the lists'],
] as const

const SINGLE = [
  [['j', 'k'], 'To the next and the previous row'],
  [['/'], 'Go to the search box'],
  [['c'], 'Copy the case for the ticket'],
  [['r'], 'Copy the reply to the customer'],
  [['o'], 'Open the provider’s dashboard'],
  [['?'], 'Show this list'],
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
        aria-label="Keys"
        aria-haspopup="dialog"
        {...useKey('?', 'Keys')}
        onClick={() => dialog.current?.showModal()}
      >
        <KeysIcon />
      </button>
      <dialog ref={dialog} class="key-help" aria-labelledby="key-help">
        <div class="key-help-head">
          <h2 id="key-help">Keys</h2>
          <button type="button" class="icon-button" aria-label="Close" title="Close (Esc)" onClick={close}>
            <CloseIcon />
          </button>
        </div>
        <KeyList keys={MOVES} />
        {areKeysOn.value ? (
          <KeyList keys={SINGLE} />
        ) : (
          <p class="quiet">Single keys such as c and / are turned off.</p>
        )}
        <p>
          <button type="button" class="button" onClick={openOptions}>
            Turn single keys {areKeysOn.value ? 'off' : 'on'} in the options
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
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
