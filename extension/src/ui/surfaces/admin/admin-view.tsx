/** The admin page: who may sign in, who looked at whom, and how it stands with the providers. */
import type { ComponentType } from 'preact'
import { Tip } from '../../primitives/tip.tsx'
import { Wordmark } from '../../primitives/wordmark.tsx'
import type { Admin } from './admin.ts'
import { AgentsSection } from './agents/agents-section.tsx'
import { AuditSection } from './audit/audit-section.tsx'
import { CapacityAlarm } from './audit/capacity-alarm.tsx'
import { GatewaySection } from './gateway/gateway-section.tsx'
import { formatLocation, SECTIONS, type Section } from './location.ts'

const PARTS: Readonly<Record<Section, { label: string; Part: ComponentType<{ admin: Admin }> }>> = {
  agents: { label: 'Agents', Part: AgentsSection },
  audit: { label: 'Audit log', Part: AuditSection },
  gateway: { label: 'Providers', Part: GatewaySection },
}

export function AdminView({ admin }: { admin: Admin }) {
  const { account, address, status: standing } = admin
  const place = address.location.value
  const { label, Part } = PARTS[place.section]
  return (
    <>
      <header class="admin-head">
        <p class="admin-title">
          <Wordmark />
        </p>
        <nav class="admin-nav" aria-label="Admin">
          {SECTIONS.map((section) => (
            <a
              key={section}
              class="tab"
              href={formatLocation({ ...place, section })}
              aria-current={section === place.section ? 'page' : undefined}
            >
              {PARTS[section].label}
            </a>
          ))}
        </nav>
        <p class="admin-who">
          <span title={account.email}>{account.email}</span> <span class="quiet">{account.role}</span>{' '}
          <span class="quiet">{new URL(account.relay).host}</span>
        </p>
      </header>
      <main class="admin">
        <CapacityAlarm standing={standing.data.value} account={account} />
        <h1>{label}</h1>
        <Part admin={admin} />
        <Tip />
      </main>
    </>
  )
}
