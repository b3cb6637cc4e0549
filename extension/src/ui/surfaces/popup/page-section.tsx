/** The page under the popup: its IDs with their states, or how to find them. And what the toolbar button said of watches. */

import { classifyObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import { useEffect, useState } from 'preact/hooks'
import { findingWords, panelWords } from '../../../locales/panel.ts'
import type { PageView } from '../../../messages/messages.ts'
import { storedWatches } from '../../../stored.ts'
import { LookupList } from '../../lists/lookup-list.tsx'
import { ChevronIcon } from '../../primitives/icons.tsx'
import { FailureNotice } from '../../primitives/lazy.tsx'
import type { PageIds } from '../../state/page/page-ids.ts'
import { followStored } from '../../state/resource/resource.ts'

interface PageSectionProps {
  /** `undefined`: its code is loading. */
  page: PageIds | undefined
  /** The lists below already show the failure. */
  isExplained: boolean
  onOpenCase(id: string): void
  onOpenReference(reference: string): void
}

export function PageSection({ page, isExplained, onOpenCase, onOpenReference }: PageSectionProps) {
  if (!page) return null
  const look = page.look.value
  const failure = page.failure.value
  const numbers = page.numbers.value
  const ids = page.ids.value.flatMap((id) => classifyObjectId(id) ?? [])
  const hidden = page.hidden.value.flatMap((id) => classifyObjectId(id) ?? [])
  if (!look && !failure) return null
  return (
    <section class="page-ids" aria-label={findingWords.page.title}>
      {ids.length > 0 && <h2>{findingWords.page.ids(ids.length)}</h2>}
      {failure && <FailureNotice size="line" isBrief failure={failure} />}
      {ids.length > 0 && (
        <LookupList
          label={findingWords.page.idsTitle}
          ids={ids}
          lookups={page.lookups}
          isExplained={isExplained}
          onOpenCase={onOpenCase}
        />
      )}
      {hidden.length > 0 && (
        <details class="recents" onToggle={page.showHidden}>
          <summary>{findingWords.page.hiddenIds(hidden.length)}</summary>
          <LookupList
            label={findingWords.page.hiddenTitle}
            ids={hidden}
            lookups={page.hiddenLookups}
            isExplained={isExplained}
            onOpenCase={onOpenCase}
          />
        </details>
      )}
      {numbers.length > 0 && <NumberList numbers={numbers} onOpen={onOpenReference} />}
      {page.isNew.value && (
        <p class="page-message" role="status">
          {findingWords.page.nowMarked}
        </p>
      )}
      {look && <Offer page={page} look={look} isEmpty={ids.length + numbers.length === 0} />}
    </section>
  )
}

/** Looked up only when one is clicked. */
function NumberList({ numbers, onOpen }: { numbers: readonly string[]; onOpen(reference: string): void }) {
  const title = findingWords.page.numbers(numbers.length)
  return (
    <>
      <h2>{title}</h2>
      <ul class="lookups" aria-label={title}>
        {numbers.map((reference) => (
          <li key={reference}>
            <button type="button" class="row" onClick={() => onOpen(reference)}>
              <span class="row-first">
                <span class="id">{reference}</span>
                <span class="row-end">{findingWords.page.findCases}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function Offer({ page, look, isEmpty }: { page: PageIds; look: PageView; isEmpty: boolean }) {
  const { site, host } = look
  if (site === 'closed') return <p class="page-message">{findingWords.page.closed}</p>
  if (site === 'withheld') {
    return <p class="page-message">{findingWords.page.withheld(host)}</p>
  }
  if (site === 'off') return <p class="page-message">{findingWords.page.off(host)}</p>
  if (site === 'granted')
    return (
      <>
        {isEmpty && <p class="page-message">{findingWords.page.noneYet(host)}</p>}
        {look.frames?.map((pattern) => {
          const other = pattern.slice(pattern.indexOf('//') + 2, -2)
          return (
            <div key={pattern}>
              <p class="page-message">{findingWords.page.partFrom(other)}</p>
              <div class="page-offer">
                <button type="button" class="button" title={other} onClick={() => page.grant(pattern)}>
                  {findingWords.page.mark(other)}
                </button>
              </div>
            </div>
          )
        })}
      </>
    )
  return (
    <>
      {isEmpty && page.isScanned.value && <p class="page-message">{findingWords.page.none}</p>}
      <div class="page-offer">
        <button type="button" class="button" title={host} onClick={() => page.grant()}>
          {findingWords.page.mark(host)}
        </button>
        {!page.isScanned.value && (
          <button type="button" class="button" aria-disabled={page.isBusy.value} onClick={page.scan}>
            {page.isBusy.value ? findingWords.page.scanning : findingWords.page.scan}
          </button>
        )}
      </div>
    </>
  )
}

/** Leads to the panel, which has them. */
export function WatchesEnded({ onOpen }: { onOpen(): void }) {
  const [ended, setEnded] = useState(0)
  useEffect(() => {
    const abort = new AbortController()
    followStored(storedWatches, (all) => setEnded(all?.ended ?? 0), abort.signal)
    return () => abort.abort()
  }, [])
  if (ended === 0) return null
  return (
    <button type="button" class="glance-heading watches-ended" onClick={onOpen}>
      {panelWords.watches.ended(ended)} <ChevronIcon />
    </button>
  )
}
