import { useEffect, useId, useRef } from 'preact/hooks'
import type { SamplesView } from '../../../messages/messages.ts'
import { BusyButton } from '../../primitives/button.tsx'
import { CaseIcon, CheckIcon } from '../../primitives/icons.tsx'
import { FailureNotice } from '../../primitives/notice.tsx'
import type { Focus } from '../../state/page/panel.ts'
import type { Action, Resource } from '../../state/resource/resource.ts'
import type { SignIn } from '../../state/session/sign-in.ts'
import { SetByAdmin } from './policy-note.tsx'

export function SignInForm({ form }: { form: SignIn }) {
  const {
    relay,
    code,
    keepSignedIn,
    relayProblem,
    codeProblem,
    isRelayFound,
    isRelaySet,
    isKeepSet,
    isBusy,
    failure,
  } = form
  const id = useId()
  const self = useRef<HTMLFormElement>(null)
  const hasSubmitted = useRef(false)

  // Moves the focus to the field with a problem, for screen readers.
  useEffect(() => {
    if (!hasSubmitted.current || isBusy.value) return
    hasSubmitted.current = false
    self.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [isBusy.value, relayProblem.value, codeProblem.value])

  return (
    <form
      ref={self}
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        hasSubmitted.current = true
        void form.submit()
      }}
    >
      <div class="field">
        <label for={`${id}-relay`}>Relay address</label>
        {isRelaySet.value ? (
          <SetByAdmin id={`${id}-relay-hint`} />
        ) : (
          <p id={`${id}-relay-hint`} class="field-hint">
            The address of your company’s relay. Ask your admin.
          </p>
        )}
        <input
          id={`${id}-relay`}
          type="url"
          inputMode="url"
          autocomplete="url"
          spellcheck={false}
          placeholder="https://lens.example.com"
          value={relay.value}
          readOnly={isRelaySet.value}
          aria-invalid={relayProblem.value !== undefined}
          aria-describedby={`${id}-relay-hint ${id}-relay-problem`}
          onInput={(event) => {
            relay.value = event.currentTarget.value
          }}
          onBlur={({ relatedTarget }) => {
            // A button must not move while it is pressed; and Connect checks the relay itself.
            if (!(relatedTarget instanceof HTMLButtonElement)) void form.checkRelay()
          }}
        />
        <p
          id={`${id}-relay-problem`}
          class={isRelayFound.value ? 'field-good' : 'field-problem'}
          role="status"
        >
          {relayProblem.value}
          {isRelayFound.value && (
            <>
              <CheckIcon /> Relay found
            </>
          )}
        </p>
      </div>
      <div class="field">
        <label for={`${id}-code`}>Pairing code</label>
        <p id={`${id}-code-hint`} class="field-hint">
          From your admin. It works once, for ten minutes. Spaces, dashes and case don’t matter.
        </p>
        <input
          id={`${id}-code`}
          class="code-input"
          type="text"
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck={false}
          placeholder="7K2QX-9MBD-4TPR"
          value={code.value}
          aria-invalid={codeProblem.value !== undefined}
          aria-describedby={`${id}-code-hint ${id}-code-problem`}
          onInput={(event) => {
            code.value = event.currentTarget.value
          }}
        />
        <p id={`${id}-code-problem`} class="field-problem" role="status">
          {codeProblem.value}
        </p>
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={keepSignedIn.value}
          disabled={isKeepSet.value}
          aria-describedby={`${id}-keep-hint`}
          onChange={(event) => {
            keepSignedIn.value = event.currentTarget.checked
          }}
        />
        <span>
          Keep me signed in on this computer
          <span id={`${id}-keep-hint`} class="field-hint">
            You stay signed in until 30 days without use. Unticked, your sign-in ends when the browser is
            closed, or after 12 hours without use. Untick it on a shared computer.
          </span>
        </span>
      </label>
      {isKeepSet.value && <SetByAdmin />}
      {failure.value && <FailureNotice size="line" failure={failure.value} />}
      <div class="form-actions">
        <button type="submit" class="button button-main" aria-disabled={isBusy.value}>
          {isBusy.value ? 'Connecting…' : 'Connect'}
        </button>
        <p class="field-hint">
          Chrome may ask whether Inquiry Lens may reach this address. It works either way.
        </p>
      </div>
    </form>
  )
}

interface SamplesSectionProps {
  samples: Resource<SamplesView>
  leave: Action<null>
  /** Call it first in the click: the browser opens a panel only then. */
  onOpen(focus: Focus): void
}

export function SamplesSection({ samples, leave, onOpen }: SamplesSectionProps) {
  return (
    <section aria-labelledby="samples">
      <h2 id="samples">
        <span class="environment" data-environment="sample">
          Sample data
        </span>
      </h2>
      <p class="lead">
        All of this is fictional and comes with the extension. Nothing is sent anywhere. Open one of these, or
        click the toolbar button.
      </p>
      <ul class="samples">
        {samples.data.value?.items.map(({ id, about }) => (
          <li key={id}>
            <button type="button" class="sample" onClick={() => onOpen({ case: id })}>
              <CaseIcon />
              <span class="sample-about">{about}</span>
              <code>{id}</code>
            </button>
          </li>
        ))}
      </ul>
      <div class="form-actions">
        <BusyButton action={leave} label="Leave the samples" busyLabel="Leaving…" />
        <p class="field-hint">Connecting to a relay also ends sample mode.</p>
      </div>
    </section>
  )
}
