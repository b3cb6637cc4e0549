/** The options: sign-in, connection, sites, and the audit log check. */

import { parseInstant } from '@inquiry-lens/shared/lib/time.ts'
import { computed, type ReadonlySignal, useSignal } from '@preact/signals'
import { optionsWords } from '../../../locales/options.ts'
import { noticeWords } from '../../../locales/surface.ts'
import type { Account, AuditStatus, ConnectionReport, SamplesView } from '../../../messages/messages.ts'
import { isSample } from '../../../stored.ts'
import { formatDay } from '../../format/spans.ts'
import { BusyButton, Confirm } from '../../primitives/button.tsx'
import { DiamondIcon, PanelIcon } from '../../primitives/icons.tsx'
import { FailureNotice, Notice } from '../../primitives/notice.tsx'
import { Fact, Section } from '../../primitives/section.tsx'
import { useSurface } from '../../primitives/surface-context.ts'
import { Wordmark } from '../../primitives/wordmark.tsx'
import { createSearchBox, type SearchBoxState } from '../../state/case/search-box.ts'
import { followKeySetting, type KeySetting } from '../../state/page/keys.ts'
import type { Focus } from '../../state/page/panel.ts'
import { createSiteSettings, type SiteSettings, type SiteSettingsParts } from '../../state/page/sites.ts'
import {
  type Action,
  createAction,
  createResource,
  derivedResource,
  type Resource,
} from '../../state/resource/resource.ts'
import type { AccountState, Lock } from '../../state/session/account.ts'
import { createWitness, followAuditStatus, type WitnessState } from '../../state/session/audit.ts'
import { keepConfig } from '../../state/session/config.ts'
import { followRole } from '../../state/session/health.ts'
import type { OwnLanguage } from '../../state/session/settings.ts'
import { createSignIn, type SignIn } from '../../state/session/sign-in.ts'
import { CapacityNotice } from '../shared/capacity-notice.tsx'
import { SearchBox } from '../shared/search-box.tsx'
import { Locked } from '../shared/signed-in.tsx'
import { forEachAccount, type SurfaceKit } from '../surface.tsx'
import {
  KeysSection,
  LanguageSection,
  PolicyNote,
  SitesSection,
  WitnessSection,
} from './settings-sections.tsx'
import { ConnectionResults, SamplesSection, SignInForm } from './sign-in-form.tsx'

interface OptionsParts extends Pick<SiteSettingsParts, 'requestSite'> {
  /** The address of the last sign-in. */
  lastRelay: Promise<string | undefined>
  keySetting: KeySetting
  watchSitesOff(onChange: () => void, abort: AbortSignal): void
  requestOrigin(origin: string): Promise<boolean>
  /** Call it first in the click or key, as the browser requires. */
  onOpen(focus: Focus | undefined): void
}

export function startOptions(kit: SurfaceKit, parts: OptionsParts): void {
  const { lastRelay, keySetting, requestOrigin, requestSite, watchSitesOff, onOpen } = parts
  const { deps, policy } = kit
  const { request, abort } = deps
  const form = createSignIn({
    request,
    relaySet: computed(() => policy.value.relay),
    keepSet: computed(() => policy.value.keepSignedIn),
    // Not awaited: the relay works without the permission.
    onSignedIn: (origin) => void requestOrigin(origin),
    abort,
  })
  void lastRelay.then((address) => {
    if (address && form.relay.peek() === '' && !form.isRelaySet.peek()) form.relay.value = address
  })
  const test = createAction((ended) => request('app:connection.test', null, ended), abort)
  const signOut = createAction((ended) => request('app:account.sign-out', null, ended), abort)
  const sites = createSiteSettings({ request, requestSite, abort })
  abort.addEventListener('abort', policy.subscribe(sites.refresh), { once: true })
  watchSitesOff(sites.refresh, abort)
  followKeySetting(keySetting, kit.areKeysOn, abort)
  const chooseKeys = (areOn: boolean) => {
    kit.areKeysOn.value = areOn
    void keySetting.set(areOn)
  }
  const trySamples = createAction((ended) => request('app:account.try-samples', null, ended), abort)
  const mayReadAudit = kit.may('audit:read')
  const made = forEachAccount(kit, (account, ended) => {
    const { now, random } = deps
    followRole(request, { now, random, online: kit.online, active: kit.visible, abort: ended })
    const { config, want } = keepConfig(
      { fetchConfig: (flight) => request('app:config.get', null, flight) },
      ended,
    )
    want()
    // The configuration says where marking is switched off.
    ended.addEventListener('abort', config.subscribe(sites.refresh), { once: true })
    const samples = isSample(account)
      ? createResource((flight) => request('app:samples.list', null, flight), ended)
      : undefined
    samples?.refresh()
    return {
      search: createSearchBox({ request, config, abort: ended }),
      samples,
      witness: createWitness({ request, visible: kit.visible, abort: ended }),
      auditStatus: derivedResource(
        () => mayReadAudit.value,
        (may, turn) => (may ? followAuditStatus({ request, visible: kit.visible, abort: turn }) : undefined),
        ended,
      ),
    }
  })
  kit.show(() => (
    <OptionsView
      who={kit.who}
      lock={kit.lock}
      made={made}
      form={form}
      sites={sites}
      chooseKeys={chooseKeys}
      language={kit.language}
      test={test}
      signOut={signOut}
      trySamples={trySamples}
      onOpen={onOpen}
    />
  ))
}

interface Made {
  search: SearchBoxState
  samples: Resource<SamplesView> | undefined
  witness: WitnessState
  /** For roles that read the audit log. */
  auditStatus: ReadonlySignal<Resource<AuditStatus> | undefined>
}

interface OptionsViewProps {
  who: AccountState
  lock: Lock
  /** `undefined`: signed out. */
  made: ReadonlySignal<Made | undefined>
  form: SignIn
  sites: SiteSettings
  chooseKeys(areOn: boolean): void
  language: OwnLanguage
  test: Action<ConnectionReport>
  signOut: Action<null>
  trySamples: Action<Account>
  onOpen(focus: Focus | undefined): void
}

function OptionsView({ who, lock, made, form, trySamples, ...props }: OptionsViewProps) {
  const account = who.account.value
  if (account === undefined) return null
  if (account && lock.isLocked.value) {
    return (
      <>
        <Locked onOpen={lock.open} />
        <p class="locked-out">
          <SignOut signOut={props.signOut} />
        </p>
      </>
    )
  }
  if (account && !made.value) return null
  const { search, samples, witness, auditStatus } = made.value ?? {}
  return (
    <main class="options">
      <h1>
        <Wordmark height={28} />
      </h1>
      <p class="lead">{optionsWords.about}</p>
      <PolicyNote />
      {account && search && witness && !samples ? (
        <Connected {...props} account={account} search={search} witness={witness} auditStatus={auditStatus} />
      ) : (
        <>
          {samples && <SamplesSection samples={samples} leave={props.signOut} onOpen={props.onOpen} />}
          <Connect form={form} reason={who.reason} />
          {!account && <TrySection trySamples={trySamples} />}
        </>
      )}
      <LanguageSection language={props.language} />
    </main>
  )
}

function TrySection({ trySamples }: { trySamples: Action<Account> }) {
  return (
    <Section id="try" title={optionsWords.samples.noRelay}>
      <p class="lead">{optionsWords.samples.lookAround}</p>
      <div class="form-actions">
        <BusyButton
          action={trySamples}
          label={optionsWords.samples.try}
          busyLabel={optionsWords.samples.getting}
        />
      </div>
      {trySamples.failure.value && <FailureNotice size="line" failure={trySamples.failure.value} />}
    </Section>
  )
}

function Connect({ form, reason }: { form: SignIn; reason: AccountState['reason'] }) {
  return (
    <Section id="connect" title={optionsWords.signIn.title}>
      {reason.value && (
        <Notice icon={DiamondIcon} tone="attention" size="line" title={optionsWords.signIn.signedOut}>
          <p>
            {reason.value.detail} {optionsWords.signIn.again}
          </p>
        </Notice>
      )}
      <SignInForm form={form} />
    </Section>
  )
}

interface ConnectedProps
  extends Pick<OptionsViewProps, 'sites' | 'chooseKeys' | 'test' | 'signOut' | 'onOpen'> {
  account: Account
  search: SearchBoxState
  witness: WitnessState
  auditStatus: Made['auditStatus'] | undefined
}

function Connected({ account, search, witness, auditStatus, ...props }: ConnectedProps) {
  const { sites, chooseKeys, test, signOut, onOpen } = props
  const { mayAdmin, openAdmin, policy } = useSurface()
  const until = parseInstant(account.expiresAt)
  return (
    <>
      <CapacityNotice
        status={auditStatus?.value?.data.value}
        action={{ label: optionsWords.account.seeWhatToDo, run: openAdmin }}
      />
      <Section id="connected" title={optionsWords.account.title}>
        <dl class="facts">
          <Fact name={optionsWords.account.as}>{account.email}</Fact>
          <Fact name={optionsWords.account.role}>{noticeWords.roles[account.role]}</Fact>
          <Fact name={optionsWords.account.relay}>
            <code>{account.relay}</code>
          </Fact>
          <Fact name={optionsWords.account.until}>
            {optionsWords.account.atTheLatest(until === undefined ? undefined : formatDay(until))}
            <span class="field-hint">
              {account.keepSignedIn ? optionsWords.account.isKept : optionsWords.account.isNotKept}
            </span>
          </Fact>
        </dl>
        <div class="form-actions">
          <SignOut signOut={signOut} />
          {mayAdmin.value && (
            <button type="button" class="button" onClick={openAdmin}>
              {optionsWords.account.openAdmin}
            </button>
          )}
        </div>
        {signOut.failure.value && (
          <FailureNotice size="line" failure={signOut.failure.value} retry={signOut.run} />
        )}
      </Section>
      {sites.sites.value?.length === 0 && !policy.value.off.includes('marks') && <FirstSteps />}
      <FirstLookUp search={search} onOpen={onOpen} />
      <SitesSection sites={sites} />
      <KeysSection onChoose={chooseKeys} />
      <Section id="test" title={optionsWords.test.title}>
        <p class="lead">{optionsWords.test.lead}</p>
        <div class="form-actions">
          <BusyButton action={test} label={optionsWords.test.run} busyLabel={optionsWords.test.running} />
        </div>
        <div role="status">
          {test.value.value && <ConnectionResults report={test.value.value} />}
          {test.failure.value && <FailureNotice size="line" failure={test.failure.value} retry={test.run} />}
        </div>
      </Section>
      <WitnessSection state={witness} />
    </>
  )
}

/** Asks first: signing in again needs a new code. */
function SignOut({ signOut }: Pick<OptionsViewProps, 'signOut'>) {
  const isAsking = useSignal(false)
  if (!isAsking.value) {
    return (
      <button type="button" class="button" onClick={() => (isAsking.value = true)}>
        {optionsWords.signOut.action}
      </button>
    )
  }
  return (
    <Confirm
      about={optionsWords.signOut.title}
      question={optionsWords.signOut.question}
      action={optionsWords.signOut.action}
      busyAct={optionsWords.signOut.busy}
      keep={optionsWords.signOut.keep}
      isBusy={signOut.isBusy.value}
      onAct={signOut.run}
      onKeep={() => (isAsking.value = false)}
    />
  )
}

function FirstLookUp({ search, onOpen }: Pick<ConnectedProps, 'search' | 'onOpen'>) {
  return (
    <Section id="look-up" title={optionsWords.lookUp.title}>
      <p class="lead">{optionsWords.lookUp.lead}</p>
      <div class="options-find">
        <SearchBox autofocus search={search} onOpen={onOpen} />
        <button type="button" class="button" onClick={() => onOpen(undefined)}>
          <PanelIcon /> {optionsWords.lookUp.openPanel}
        </button>
      </div>
    </Section>
  )
}

/** Shown until a site is marked. */
function FirstSteps() {
  return (
    <Section id="first-steps" title={optionsWords.firstSteps.title}>
      <ol class="first-steps">
        <li>{optionsWords.firstSteps.open}</li>
        <li>
          {optionsWords.firstSteps.clickBefore}
          <b>{optionsWords.firstSteps.markIds}</b>
          {optionsWords.firstSteps.clickAfter}
        </li>
        <li>{optionsWords.firstSteps.point}</li>
      </ol>
    </Section>
  )
}
