/** The card over one of the company's own numbers, until a single case of it is chosen or found. */
import { CopyButton } from './components/copy-button.tsx'
import { FailureNotice } from './components/failure-notice.tsx'
import { FindingView } from './components/finding-view.tsx'
import { PanelButton } from './components/panel-button.tsx'
import { SourceBar } from './components/source-bar.tsx'
import type { Action } from './state/action.ts'
import type { Finding } from './state/finding.ts'

interface FindingCardProps {
  finding: Finding
  openPanel: Action<null>
  onClose(): void
  onOpenCase(id: string): void
}

export function FindingCard({ finding, openPanel, onClose, onOpenCase }: FindingCardProps) {
  return (
    <>
      <SourceBar origins={finding.found.value?.asked ?? []} freshness={finding} onClose={onClose} />
      <div class="card-scroll">
        <FindingView finding={finding} onOpenCase={onOpenCase} />
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
