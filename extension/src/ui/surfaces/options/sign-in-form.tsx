import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { optionsWords } from '../../../locales/options.ts'
import type { Failure } from '../../../messages/failure.ts'
import type { ConnectionReport, SamplesView } from '../../../messages/messages.ts'
import { continueSentence } from '../../format/health.ts'
import { nameEnvironment, nameProvider } from '../../format/source.ts'
import { ToneMark } from '../../primitives/badge.tsx'
import { BusyButton, CopyButton } from '../../primitives/button.tsx'
import { CaseIcon, CheckIcon } from '../../primitives/icons.tsx'
import { FailureNotice } from '../../primitives/notice.tsx'
import type { Focus } from '../../state/page/panel.ts'
import type { Action, Resource } from '../../state/resource/resource.ts'
import type { SignIn } from '../../state/session/sign-in.ts'
import { SetByAdmin } from './settings-sections.tsx'

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
        <label for={`${id}-relay`}>{optionsWords.signIn.relay}</label>
        {isRelaySet.value ? (
          <SetByAdmin id={`${id}-relay-hint`} />
        ) : (
          <p id={`${id}-relay-hint`} class="field-hint">
            {optionsWords.signIn.relayHint}
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
              <CheckIcon /> {optionsWords.signIn.relayFound}
            </>
          )}
        </p>
      </div>
      <div class="field">
        <label for={`${id}-code`}>{optionsWords.signIn.code}</label>
        <p id={`${id}-code-hint`} class="field-hint">
          {optionsWords.signIn.codeHint}
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
          {optionsWords.signIn.keep}
          <span id={`${id}-keep-hint`} class="field-hint">
            {optionsWords.signIn.keepHint}
          </span>
        </span>
      </label>
      {isKeepSet.value && <SetByAdmin />}
      {failure.value && <FailureNotice size="line" failure={failure.value} />}
      <div class="form-actions">
        <button type="submit" class="button button-main" aria-disabled={isBusy.value}>
          {isBusy.value ? optionsWords.signIn.connecting : optionsWords.signIn.connect}
        </button>
        <p class="field-hint">{optionsWords.signIn.mayAsk}</p>
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
          {optionsWords.samples.title}
        </span>
      </h2>
      <p class="lead">{optionsWords.samples.lead}</p>
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
        <BusyButton
          action={leave}
          label={optionsWords.samples.leave}
          busyLabel={optionsWords.samples.leaving}
        />
        <p class="field-hint">{optionsWords.samples.ends}</p>
      </div>
    </section>
  )
}

/** The result of the connection test: the relay, and each provider. */
export function ConnectionResults({ report }: { report: ConnectionReport }) {
  const { relay, providers } = report
  return (
    <ul class="results">
      {relay.ok ? (
        <Outcome isGood title={optionsWords.test.relayConnected}>
          <p>
            <code>{relay.address}</code>, {optionsWords.test.build} <code>{relay.build}</code>
          </p>
        </Outcome>
      ) : (
        <Failed title={relay.error.title} failure={relay.error} />
      )}
      {providers.map((one) => {
        const name = `${nameProvider(one.provider)} (${nameEnvironment(one.environment)})`
        return one.ok ? (
          <Outcome key={name} isGood title={optionsWords.test.connected(name)}>
            <p>{optionsWords.test.canRead}</p>
            {one.lacks?.map((permission) => (
              <p key={permission}>{optionsWords.test.lacks(permission)}</p>
            ))}
          </Outcome>
        ) : (
          <Failed key={name} title={`${name}: ${continueSentence(one.error.title)}`} failure={one.error} />
        )
      })}
    </ul>
  )
}

function Failed({ title, failure }: { title: string; failure: Failure }) {
  const { detail, nextStep, requestId } = failure
  return (
    <Outcome isGood={false} title={title}>
      {detail && detail !== failure.title && <p>{detail}</p>}
      <p>{nextStep}</p>
      {requestId !== undefined && (
        <p class="request-id">
          {optionsWords.test.requestId} <code>{requestId}</code>{' '}
          <CopyButton text={requestId} label={optionsWords.test.copyRequestId} />
        </p>
      )}
    </Outcome>
  )
}

function Outcome(props: { isGood: boolean; title: string; children: ComponentChildren }) {
  const { isGood, title, children } = props
  return (
    <li class="result">
      <ToneMark tone={isGood ? 'good' : 'bad'} />
      <div>
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  )
}
