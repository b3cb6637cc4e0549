/** The cases of a customer number, unless there is exactly one: a choice, or why there is none. */

import { findingWords } from '../../../locales/panel.ts'
import { noticeWords } from '../../../locales/surface.ts'
import type { Failure } from '../../../messages/failure.ts'
import { isTransient } from '../../../messages/failure.ts'
import { nameProviderIn } from '../../format/health.ts'
import { nameEnvironment, nameProvider } from '../../format/source.ts'
import { LookupRow } from '../../lists/lookup-list.tsx'
import { EnvironmentBadge } from '../../primitives/badge.tsx'
import { QuestionRingIcon } from '../../primitives/icons.tsx'
import { Skeleton } from '../../primitives/lazy.tsx'
import { FailureNotice, Notice } from '../../primitives/notice.tsx'
import type { CustomerCases } from '../../state/case/customer.ts'

interface CustomerCasesProps {
  customer: CustomerCases
  onOpenCase(id: string): void
}

export function CustomerCasesView({ customer, onOpenCase }: CustomerCasesProps) {
  const { reference, refresh } = customer
  const found = customer.data.value
  const failure = customer.error.value
  const isBusy = customer.isFetching.value
  if (!found) {
    if (failure) return <FailureNotice failure={withoutRetry(failure)} isBusy={isBusy} retry={refresh} />
    return (
      <div aria-busy="true">
        <Skeleton rows={3} label={findingWords.customer.searching} />
      </div>
    )
  }
  const { matches, isMore, failures, asked } = found
  return (
    <>
      {failures.map((one) => (
        <FailureNotice
          key={one.provider}
          size="line"
          isBrief
          failure={{
            ...withoutRetry(one.failure),
            title: nameProviderIn(one.failure.title, one.provider),
          }}
          isBusy={isBusy}
          retry={refresh}
        />
      ))}
      {matches.length === 0 ? (
        <Notice
          icon={QuestionRingIcon}
          tone="calm"
          title={failures.length > 0 ? findingWords.customer.noneSoFar : findingWords.customer.none}
          {...(failures.length === 0 && { action: { label: noticeWords.tryAgain, run: refresh, isBusy } })}
        >
          <p>
            {asked
              .map(({ provider, environment }) =>
                findingWords.customer.noneIn(
                  nameProvider(provider),
                  nameEnvironment(environment).toUpperCase(),
                ),
              )
              .join(' ')}
          </p>
          {isMore && <p>{findingWords.customer.incomplete}</p>}
          <p>{findingWords.customer.nextStep}</p>
        </Notice>
      ) : (
        <section class="finding" aria-label={findingWords.customer.casesOf(reference)}>
          <p class="section-note">{findingWords.customer.choose(matches.length, isMore)}</p>
          <ul class="finding-rows">
            {matches.map(({ lookup, environment }) => (
              <li key={lookup.id}>
                <button type="button" class="row" onClick={() => onOpenCase(lookup.id)}>
                  <LookupRow id={lookup.id} lookup={lookup} environment={environment} isBusy={false} />
                  <EnvironmentBadge providers={[lookup.summary.provider]} environment={environment} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** Never retried automatically: each search adds an audit entry. */
const withoutRetry = (failure: Failure): Failure =>
  isTransient(failure) ? { ...failure, nextStep: findingWords.customer.later } : failure
