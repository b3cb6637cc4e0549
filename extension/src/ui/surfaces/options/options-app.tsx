import { computed } from '@preact/signals'
import { isSample } from '../../../background/samples/sample-mark.ts'
import { createFinder } from '../../state/case/search-box.ts'
import { followKeySetting, type KeySetting } from '../../state/page/keys.ts'
import type { Focus } from '../../state/page/panel.ts'
import { createSites, type SitesParts } from '../../state/page/sites.ts'
import { createAction } from '../../state/resource/action.ts'
import { makeFor } from '../../state/resource/derived-resource.ts'
import { keepConfig } from '../../state/session/config.ts'
import { followRole } from '../../state/session/health.ts'
import { createSampleTour } from '../../state/session/sample-tour.ts'
import { createSignIn } from '../../state/session/sign-in.ts'
import { createWitness } from '../../state/session/witness.ts'
import { followStanding } from '../admin/audit/status.ts'
import { forEachAccount, type SurfaceKit } from '../surface.tsx'
import { OptionsView } from './options-view.tsx'

export interface OptionsParts extends Pick<SitesParts, 'requestSite'> {
  /** The address that was last signed in to. */
  lastRelay: Promise<string | undefined>
  keySetting: KeySetting
  watchSitesOff(onChange: () => void, signal: AbortSignal): void
  requestOrigin(origin: string): Promise<boolean>
  /** Called first thing in the click or key, as the browser wants it. */
  onOpen(focus: Focus | undefined): void
}

export function startOptions(kit: SurfaceKit, parts: OptionsParts): void {
  const { lastRelay, keySetting, requestOrigin, requestSite, watchSitesOff, onOpen } = parts
  const { outside, managed } = kit
  const { ask, signal } = outside
  const form = createSignIn({
    ask,
    relaySet: computed(() => managed.value.relay),
    keepSet: computed(() => managed.value.keepSignedIn),
    // Refused, the relay answers all the same, so nothing waits for it.
    onSignedIn: (origin) => void requestOrigin(origin),
    signal,
  })
  void lastRelay.then((address) => {
    if (address && form.relay.peek() === '' && !form.isRelaySet.peek()) form.relay.value = address
  })
  const test = createAction((ended) => ask('app:connection.test', null, ended), signal)
  const signOut = createAction((ended) => ask('app:account.sign-out', null, ended), signal)
  const sites = createSites({ ask, requestSite, signal })
  signal.addEventListener('abort', managed.subscribe(sites.refresh), { once: true })
  watchSitesOff(sites.refresh, signal)
  followKeySetting(keySetting, kit.areKeysOn, signal)
  const chooseKeys = (areOn: boolean) => {
    kit.areKeysOn.value = areOn
    void keySetting.set(areOn)
  }
  const trySamples = createAction((ended) => ask('app:account.try-samples', null, ended), signal)
  const mayReadRecord = kit.may('read-record')
  const made = forEachAccount(kit, (account, ended) => {
    const { now, random } = outside
    followRole(ask, { now, random, online: kit.online, active: kit.visible, signal: ended })
    const { config, want } = keepConfig(
      { fetchConfig: (flight) => ask('app:config.get', null, flight) },
      ended,
    )
    want()
    // By then it is known where the relay has switched marking off.
    ended.addEventListener('abort', config.subscribe(sites.refresh), { once: true })
    return {
      finder: createFinder({ ask, config, signal: ended }),
      samples: isSample(account) ? createSampleTour({ ask, signal: ended }) : undefined,
      witness: createWitness({ ask, visible: kit.visible, signal: ended }),
      standing: makeFor(
        () => mayReadRecord.value,
        (may, turn) => (may ? followStanding(ask, kit.visible, turn) : undefined),
        ended,
      ),
    }
  })
  kit.show(
    <OptionsView
      who={kit.who}
      lock={kit.lock}
      made={made}
      form={form}
      sites={sites}
      chooseKeys={chooseKeys}
      test={test}
      signOut={signOut}
      trySamples={trySamples}
      onOpen={onOpen}
    />,
  )
}
