import { OptionsView } from './options-view.tsx'
import { createAction } from './state/action.ts'
import { createSignIn } from './state/sign-in.ts'
import { createSites, type SitesParts } from './state/sites.ts'
import type { SurfaceKit } from './surface-kit.tsx'

export interface OptionsParts extends Pick<SitesParts, 'requestSite'> {
  /** The address that was last signed in to. */
  lastRelay: Promise<string | undefined>
  requestOrigin(origin: string): Promise<boolean>
}

export function startOptions(kit: SurfaceKit, { lastRelay, requestOrigin, requestSite }: OptionsParts): void {
  const { ask, signal } = kit.outside
  const form = createSignIn({
    ask,
    // Refused, the relay answers all the same, so nothing waits for it.
    onSignedIn: (origin) => void requestOrigin(origin),
    signal,
  })
  void lastRelay.then((address) => {
    if (address && form.relay.peek() === '') form.relay.value = address
  })
  const test = createAction((ended) => ask('app:connection.test', null, ended), signal)
  const signOut = createAction((ended) => ask('app:account.sign-out', null, ended), signal)
  const sites = createSites({ ask, requestSite, signal })
  kit.show(<OptionsView who={kit.who} form={form} sites={sites} test={test} signOut={signOut} />)
}
