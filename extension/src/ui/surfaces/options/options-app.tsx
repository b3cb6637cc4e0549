import { computed } from '@preact/signals'
import { isSample } from '../../../stored.ts'
import { createSearchBox } from '../../state/case/search-box.ts'
import { followKeySetting, type KeySetting } from '../../state/page/keys.ts'
import type { Focus } from '../../state/page/panel.ts'
import { createSiteSettings, type SiteSettingsParts } from '../../state/page/sites.ts'
import { createAction, createResource, derivedResource } from '../../state/resource/resource.ts'
import { createWitness, followAuditStatus } from '../../state/session/audit.ts'
import { keepConfig } from '../../state/session/config.ts'
import { followRole } from '../../state/session/health.ts'
import { createSignIn } from '../../state/session/sign-in.ts'
import { forEachAccount, type SurfaceKit } from '../surface.tsx'
import { OptionsView } from './options-view.tsx'

export interface OptionsParts extends Pick<SiteSettingsParts, 'requestSite'> {
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
