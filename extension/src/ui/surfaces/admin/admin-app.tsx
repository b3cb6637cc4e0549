import { can } from '@inquiry-lens/shared/contract/permissions.ts'
import { computed } from '@preact/signals'
import type { ComponentType } from 'preact'
import { adminWords } from '../../../locales/admin.ts'
import { noticeWords } from '../../../locales/surface.ts'
import type { Account } from '../../../messages/messages.ts'
import { SlashRingIcon } from '../../primitives/icons.tsx'
import { Tip } from '../../primitives/lazy.tsx'
import { Notice } from '../../primitives/notice.tsx'
import { Wordmark } from '../../primitives/wordmark.tsx'
import { derivedResource } from '../../state/resource/resource.ts'
import { followRole } from '../../state/session/health.ts'
import { forEachAccount, SignedIn, type SurfaceKit } from '../surface.tsx'
import {
  type Admin,
  type AdminSection,
  createAdmin,
  followAdminAddress,
  formatLocation,
  SECTIONS,
} from './admin.ts'
import { AgentsSection } from './agents/agents-section.tsx'
import { AuditSection } from './audit/audit-section.tsx'
import { CapacityAlarm } from './capacity.tsx'
import { GatewaySection } from './gateway-section.tsx'

export function startAdmin(kit: SurfaceKit): void {
  const { request, now, random, view, abort: ended } = kit.deps
  const address = followAdminAddress(view, ended)
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
  kit.show(() => (
    <SignedIn kit={kit} made={made}>
      {({ value }) =>
        value && ('agents' in value ? <AdminView admin={value} /> : <NotForThisRole {...value} />)
      }
    </SignedIn>
  ))
}

const PARTS: Readonly<Record<AdminSection, ComponentType<{ admin: Admin }>>> = {
  agents: AgentsSection,
  audit: AuditSection,
  gateway: GatewaySection,
}

export function AdminView({ admin }: { admin: Admin }) {
  const { account, address, status } = admin
  const place = address.location.value
  const Part = PARTS[place.section]
  return (
    <>
      <header class="admin-head">
        <p class="admin-title">
          <Wordmark />
        </p>
        <nav class="admin-nav" aria-label={adminWords.title}>
          {SECTIONS.map((section) => (
            <a
              key={section}
              class="tab"
              href={formatLocation({ ...place, section })}
              aria-current={section === place.section ? 'page' : undefined}
            >
              {adminWords.sections[section]}
            </a>
          ))}
        </nav>
        <p class="admin-who">
          <span title={account.email}>{account.email}</span>{' '}
          <span class="quiet">{noticeWords.roles[account.role]}</span>{' '}
          <span class="quiet">{new URL(account.relay).host}</span>
        </p>
      </header>
      <main class="admin">
        <CapacityAlarm status={status.data.value} account={account} />
        <h1>{adminWords.sections[place.section]}</h1>
        <Part admin={admin} />
        <Tip />
      </main>
    </>
  )
}

export function NotForThisRole({ account }: { account: Account }) {
  const { notForRole } = adminWords
  return (
    <main class="admin-none">
      <h1 class="visually-hidden">{adminWords.title}</h1>
      <Notice icon={SlashRingIcon} tone="calm" title={notForRole.title}>
        <p>{notForRole.text(noticeWords.roles[account.role], account.email)}</p>
      </Notice>
    </main>
  )
}
