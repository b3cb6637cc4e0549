import { mayRole } from '@inquiry-lens/shared/contract/permissions.ts'
import { computed } from '@preact/signals'
import { makeFor } from '../../state/resource/derived-resource.ts'
import { followRole } from '../../state/session/health.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from '../surface.tsx'
import { followAddress } from './address.ts'
import { createAdmin } from './admin.ts'
import { AdminView } from './admin-view.tsx'
import { NotForThisRole } from './not-for-this-role.tsx'

export function startAdmin(kit: SurfaceKit): void {
  const { ask, now, random, view, signal: ended } = kit.outside
  const address = followAddress(view, ended)
  const role = computed(() => kit.who.account.value?.role)
  const made = forEachAccount(kit, (person, ended) => {
    const frame = { now, random, online: kit.online }
    followRole(ask, { ...frame, active: kit.visible, signal: ended })
    return makeFor(
      () => role.value,
      (current, signal) => {
        if (current === undefined) return undefined
        const account = { ...person, role: current }
        return mayRole(current, 'read-record')
          ? createAdmin({ ask, account, address, visible: kit.visible, ...frame, signal })
          : { account }
      },
      ended,
    )
  })
  kit.show(
    <SignedIn kit={kit} made={made}>
      {({ value }) =>
        value && ('agents' in value ? <AdminView admin={value} /> : <NotForThisRole {...value} />)
      }
    </SignedIn>,
  )
}
