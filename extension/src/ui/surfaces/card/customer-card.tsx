/** The card over one of the company's own numbers, until a single case of it is chosen or found. */

import { PanelButton } from '../../case/panel-button.tsx'
import { SourceBar } from '../../lists/source-bar.tsx'
import { CopyButton } from '../../primitives/copy-button.tsx'
import type { CustomerCases } from '../../state/case/customer.ts'
import type { Action } from '../../state/resource/resource.ts'
import { CustomerCasesView } from '../shared/customer-cases.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'

interface FindingCardProps {
  finding: CustomerCases
  openPanel: Action<null>
  onClose(): void
  onOpenCase(id: string): void
}

export function CustomerCard({ finding, openPanel, onClose, onOpenCase }: FindingCardProps) {
  return (
    <>
      <SourceBar origins={finding.data.value?.asked ?? []} freshness={finding} onClose={onClose} />
      <div class="card-scroll">
        <CustomerCasesView finding={finding} onOpenCase={onOpenCase} />
      </div>
      <footer class="card-foot">
        {openPanel.failure.value && <FailureNotice size="line" isBrief failure={openPanel.failure.value} />}
        <p class="card-id">
          <code>{finding.reference}</code>
          <CopyButton text={finding.reference} label="Copy reference" />
        </p>
        <div class="card-actions">
          <PanelButton openPanel={openPanel} />
        </div>
      </footer>
    </>
  )
}
