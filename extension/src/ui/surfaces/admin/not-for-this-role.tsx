import type { Account } from '../../../messages/messages.ts'
import { SlashRingIcon } from '../../primitives/icons.tsx'
import { Notice } from '../../primitives/notice.tsx'

export function NotForThisRole({ account }: { account: Account }) {
  return (
    <main class="admin-none">
      <h1 class="unseen">Admin</h1>
      <Notice icon={SlashRingIcon} tone="calm" title="This page is for admins and auditors">
        <p>
          You are signed in as {account.email}, with the role “{account.role}”. Agents, the record and the
          gate are looked after by others.
        </p>
      </Notice>
    </main>
  )
}
