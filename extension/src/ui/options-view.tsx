/** The options: who is signed in where, whether it works, and how to change it. */
import type { ReadonlySignal } from '@preact/signals'
import type { Account, ConnectionReport } from '../messages.ts'
import { ConnectionResults } from './components/connection-results.tsx'
import { Fact } from './components/facts.tsx'
import { FailureNotice } from './components/failure-notice.tsx'
import { DiamondIcon } from './components/icons.tsx'
import { Notice } from './components/notice.tsx'
import { SignInForm } from './components/sign-in-form.tsx'
import { SitesSection } from './components/sites-section.tsx'
import { formatDay, parseInstant } from './format/time.ts'
import type { AccountState } from './state/account.ts'
import type { Action } from './state/action.ts'
import type { SignIn } from './state/sign-in.ts'
import type { Sites } from './state/sites.ts'

interface OptionsViewProps {
  who: AccountState
  form: SignIn
  sites: Sites
  test: Action<ConnectionReport>
  signOut: Action<null>
}

export function OptionsView({ who, form, sites, test, signOut }: OptionsViewProps) {
  const account = who.account.value
  if (account === undefined) return null
  return (
    <main class="options">
      <h1>Inquiry Lens</h1>
      <p class="lead">See what happened to a customer’s identity verification without leaving the ticket.</p>
      {account ? (
        <Connected account={account} sites={sites} test={test} signOut={signOut} />
      ) : (
        <Connect form={form} reason={who.reason} />
      )}
    </main>
  )
}

function Connect({ form, reason }: { form: SignIn; reason: AccountState['reason'] }) {
  return (
    <section aria-labelledby="connect">
      <h2 id="connect">Connect to your relay</h2>
      {reason.value && (
        <Notice icon={DiamondIcon} tone="attention" size="line" title="You are signed out">
          <p>{reason.value.detail} Sign in again with a new pairing code.</p>
        </Notice>
      )}
      <SignInForm form={form} />
    </section>
  )
}

interface ConnectedProps {
  account: Account
  sites: Sites
  test: Action<ConnectionReport>
  signOut: Action<null>
}

function Connected({ account, sites, test, signOut }: ConnectedProps) {
  const until = parseInstant(account.expiresAt)
  return (
    <>
      <section aria-labelledby="connected">
        <h2 id="connected">Signed in</h2>
        <dl class="facts">
          <Fact name="As">{account.email}</Fact>
          <Fact name="Role">{account.role}</Fact>
          <Fact name="Relay">
            <code>{account.relay}</code>
          </Fact>
          <Fact name="Until">
            {until === undefined ? 'Not said' : formatDay(until)} at the latest
            <span class="field-hint">
              {account.keepSignedIn
                ? 'Kept on this computer; ends sooner if it is not used for 30 days.'
                : 'Ends sooner with the browser, or after 12 hours without use.'}
            </span>
          </Fact>
        </dl>
        <div class="form-actions">
          <Busy action={signOut} label="Sign out" busyLabel="Signing out…" />
        </div>
        {signOut.failure.value && (
          <FailureNotice size="line" failure={signOut.failure.value} retry={signOut.run} />
        )}
      </section>
      <SitesSection sites={sites} />
      <section aria-labelledby="test">
        <h2 id="test">Connection</h2>
        <p class="lead">Reads from the relay, and has it read from each provider, with your sign-in.</p>
        <div class="form-actions">
          <Busy action={test} label="Test connection" busyLabel="Testing…" />
        </div>
        <div role="status">
          {test.value.value && <ConnectionResults report={test.value.value} />}
          {test.failure.value && <FailureNotice size="line" failure={test.failure.value} retry={test.run} />}
        </div>
      </section>
    </>
  )
}

interface BusyProps {
  action: { isBusy: ReadonlySignal<boolean>; run(): void }
  label: string
  busyLabel: string
}

function Busy({ action, label, busyLabel }: BusyProps) {
  const isBusy = action.isBusy.value
  return (
    <button type="button" class="button" aria-disabled={isBusy} onClick={action.run}>
      {isBusy ? busyLabel : label}
    </button>
  )
}
