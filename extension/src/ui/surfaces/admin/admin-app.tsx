import { can } from '@inquiry-lens/shared/contract/permissions.ts'
import { computed } from '@preact/signals'
import { derivedResource } from '../../state/resource/resource.ts'
import { followRole } from '../../state/session/health.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from '../surface.tsx'
import { followAddress } from './address.ts'
import { createAdmin } from './admin.ts'
import { AdminView } from './admin-view.tsx'
import { NotForThisRole } from './not-for-this-role.tsx'

export function startAdmin(kit: SurfaceKit): void {
  const { request, now, random, view, abort: ended } = kit.deps
  const address = followAddress(view, ended)
  const role = computed(() => kit.who.account.value?.role)
  const made = forEachAccount(kit, (person, ended) => {
    const frame = { now, random, online: kit.online }
    followRole(request, { ...frame, active: kit.visible, abort: ended })
    return derivedResource(
      () => role.value,
      (current, abort) => {
        if (current === undefined) return undefined
        const account = { ...person, role: current }
        return can(current, 'audit:read')
          ? createAdmin({ request, account, address, visible: kit.visible, ...frame, abort })
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
