import { mayRole } from '@inquiry-lens/shared/roles.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from '../surface-kit.tsx'
import { followAddress } from './address.ts'
import { createAdmin } from './admin.ts'
import { AdminView } from './admin-view.tsx'
import { NotForThisRole } from './not-for-this-role.tsx'

export function startAdmin(kit: SurfaceKit): void {
  const { ask, now, random, view, signal: ended } = kit.outside
  const address = followAddress(view, ended)
  const made = forEachAccount(kit, (account, signal) =>
    mayRole(account.role, 'read-record')
      ? createAdmin({ ask, account, address, now, random, online: kit.online, visible: kit.visible, signal })
      : { account },
  )
  kit.show(
    <SignedIn kit={kit} made={made}>
      {(shown) => ('agents' in shown ? <AdminView admin={shown} /> : <NotForThisRole {...shown} />)}
    </SignedIn>,
  )
}
