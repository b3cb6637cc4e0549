/** Everybody at once, as after a leak. Typed, since nobody means it by a slip. */
import { useId, useState } from 'preact/hooks'
import { type AgentsState, ALL_AGENTS } from './agents.ts'

const WORDS = 'revoke everybody'

export function RevokeAll({ agents }: { agents: AgentsState }) {
  const [typed, setTyped] = useState('')
  const id = useId()
  const isBusy = agents.pending.value.has(ALL_AGENTS)
  const isTyped = typed.trim().toLowerCase() === WORDS
  return (
    <section class="admin-part grave" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Revoke everybody</h2>
      <p class="lead">
        Ends every sign-in but yours, and every open pairing code, from the next request. Nobody loses their
        role; each needs a new code.
      </p>
      <form
        class="grave-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isTyped || isBusy) return
          // What was typed stays until the relay has done it.
          void agents.revokeAll().then((isDone) => isDone && setTyped(''))
        }}
      >
        <label for={id}>
          Type <b>{WORDS}</b> to go on
        </label>
        <input
          id={id}
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="button button-grave" aria-disabled={!isTyped || isBusy}>
          {isBusy ? 'Revoking everybody…' : 'Revoke everybody'}
        </button>
      </form>
    </section>
  )
}
