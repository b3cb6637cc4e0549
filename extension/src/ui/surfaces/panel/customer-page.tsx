/** In place of the lists: what one of the company's own numbers leads to, and the way back. */

import { CaseBar } from '../../case/case-bar.tsx'
import type { Finding } from '../../state/case/customer-cases.ts'
import { FindingView } from '../shared/customer-cases.tsx'

interface ReferencePageProps {
  finding: Finding
  onOpenCase(id: string): void
  onBack(): void
}

export function ReferencePage({ finding, onOpenCase, onBack }: ReferencePageProps) {
  return (
    <section class="case">
      <CaseBar onBack={onBack} backTo="the lists">
        Customer <span class="id">{finding.reference}</span>
      </CaseBar>
      <FindingView finding={finding} onOpenCase={onOpenCase} />
    </section>
  )
}
