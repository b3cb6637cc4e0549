/** In place of the lists: what one of the company's own numbers leads to, and the way back. */

import { CaseBar } from '../../case/case-bar.tsx'
import type { CustomerCases } from '../../state/case/customer.ts'
import { CustomerCasesView } from '../shared/customer-cases.tsx'

interface ReferencePageProps {
  finding: CustomerCases
  onOpenCase(id: string): void
  onBack(): void
}

export function CustomerPage({ finding, onOpenCase, onBack }: ReferencePageProps) {
  return (
    <section class="case">
      <CaseBar onBack={onBack} backTo="the lists">
        Customer <span class="id">{finding.reference}</span>
      </CaseBar>
      <CustomerCasesView finding={finding} onOpenCase={onOpenCase} />
    </section>
  )
}
