/** In place of the lists: what one of the company's own numbers leads to, and the way back. */
import type { Finding } from '../state/finding.ts'
import { CaseBar } from './case-bar.tsx'
import { FindingView } from './finding-view.tsx'

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
