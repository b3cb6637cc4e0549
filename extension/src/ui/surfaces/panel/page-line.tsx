/** Says that the open case is not on the page in front, and offers the IDs that are. */
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import type { CaseView, PageView } from '../../../messages/messages.ts'
import { shortenId } from '../../format/object-id.ts'

interface PageLineProps {
  page: PageView | undefined
  /** As it was asked for. */
  id: string
  /** The number that led to the case. */
  reference: string | undefined
  view: CaseView | undefined
  onOpenCase(id: string): void
}

const MAX_OFFERED = 3

export function PageLine({ page, id, reference, view, onOpenCase }: PageLineProps) {
  if (!page) return null
  const own = [
    id,
    reference,
    ...(view?.about === 'inquiry' ? [view.inquiry.id, ...view.sessions.map((one) => one.id)] : []),
  ]
  if ([...page.ids, ...page.numbers].some((one) => own.includes(one))) return null
  const offered = page.ids.flatMap((one) => classifyObjectId(one) ?? []).slice(0, MAX_OFFERED)
  return (
    <p class="page-line" role="status">
      <span>Not on this page.</span>
      {offered.length > 0 && <span>On it:</span>}
      {offered.map((one) => (
        <button key={one.id} type="button" class="button" onClick={() => onOpenCase(one.id)}>
          {shortenId(one.id)}
        </button>
      ))}
    </p>
  )
}
