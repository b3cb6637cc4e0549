/** One case, or the cases of a customer number, over the lists or beside them. */

import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import type { ReadonlySignal } from '@preact/signals'
import { useCallback } from 'preact/hooks'
import { listWords } from '../../../locales/lists.ts'
import type { CaseView, PageView } from '../../../messages/messages.ts'
import { CaseBar, ChangeLine } from '../../case/case-bar.tsx'
import { CasePage } from '../../case/case-page.tsx'
import type { RevealControls } from '../../case/reveal-box.tsx'
import { shortenId } from '../../format/source.ts'
import type { CustomerCases, FindPerson } from '../../state/case/customer.ts'
import type { Watching } from '../../state/case/watching.ts'
import type { Panel } from '../../state/page/panel.ts'
import type { Late } from '../../state/resource/resource.ts'
import { CustomerCasesView } from '../shared/customer-cases.tsx'

export interface CaseBesideProps {
  panel: Panel
  config: ReadonlySignal<Config | undefined>
  texts: ReadonlySignal<ReplyTexts | undefined>
  reveals: RevealControls
  findPerson: FindPerson
  front: ReadonlySignal<PageView | undefined>
  watching: Late<Watching>
}

export function CaseBeside({ panel, config, texts, reveals, findPerson, front, watching }: CaseBesideProps) {
  const opened = panel.opened.value
  const customer = panel.customer.value
  const change = panel.change.value
  const back = useCallback(panel.closeCase, [panel])
  if (opened)
    return (
      <CasePage
        key={opened}
        opened={opened}
        reference={panel.depth.value === 0 ? customer?.reference : undefined}
        config={config.value}
        texts={texts.value}
        reveals={reveals}
        watching={watching.value.value}
        others={{
          find: findPerson,
          open: panel.openOther,
          cameFrom: panel.cameFrom.value,
          narrow: panel.narrow,
        }}
        backTo={panel.depth.value > 0 ? listWords.backTo.case : listWords.backTo.lists}
        onBack={back}
        unread={
          <>
            <PageLine
              page={front.value}
              id={opened.id}
              reference={customer?.reference}
              view={opened.data.value}
              onOpenCase={panel.openCase}
            />
            {change && <ChangeLine {...change} />}
          </>
        }
      />
    )
  if (!customer) return null
  return <CustomerPage key={customer} customer={customer} onOpenCase={panel.openCase} onBack={back} />
}

interface CustomerPageProps {
  customer: CustomerCases
  onOpenCase(id: string): void
  onBack(): void
}

function CustomerPage({ customer, onOpenCase, onBack }: CustomerPageProps) {
  return (
    <section class="case">
      <CaseBar onBack={onBack} backTo={listWords.backTo.lists}>
        {listWords.customer.before}
        <span class="id">{customer.reference}</span>
        {listWords.customer.after}
      </CaseBar>
      <CustomerCasesView customer={customer} onOpenCase={onOpenCase} />
    </section>
  )
}

interface PageLineProps {
  page: PageView | undefined
  /** As requested. */
  id: string
  /** The customer number that led to the case. */
  reference: string | undefined
  view: CaseView | undefined
  onOpenCase(id: string): void
}

const MAX_OFFERED = 3

function PageLine({ page, id, reference, view, onOpenCase }: PageLineProps) {
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
      <span>{listWords.notOnPage}</span>
      {offered.length > 0 && <span>{listWords.onPage}</span>}
      {offered.map((one) => (
        <button key={one.id} type="button" class="button" onClick={() => onOpenCase(one.id)}>
          {shortenId(one.id)}
        </button>
      ))}
    </p>
  )
}
