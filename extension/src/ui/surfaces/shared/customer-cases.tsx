/** The cases of a customer number, unless there is exactly one: a choice, or why there is none. */
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
    if (failure) return <FailureNotice failure={askedByHand(failure)} isBusy={isBusy} retry={refresh} />
    return (
      <div aria-busy="true">
        <p class="visually-hidden" role="status">
          Searching for cases…
        </p>
        <Skeleton rows={3} />
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
            ...askedByHand(one.failure),
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
          title={failures.length > 0 ? 'No case found so far' : 'No case with this number'}
          {...(failures.length === 0 && { action: { label: 'Try again', run: refresh, isBusy } })}
        >
          <p>
            {asked
              .map(
                ({ provider, environment }) =>
                  `${nameProvider(provider)} has none in ${nameEnvironment(environment).toUpperCase()}.`,
              )
              .join(' ')}
          </p>
          {isMore && <p>The search is not complete.</p>}
          <p>Check the number, or search by inquiry or session ID.</p>
        </Notice>
      ) : (
        <section class="finding" aria-label={`Cases of ${reference}`}>
          <p class="section-note">
            {matches.length === 1 ? 'One case' : `${isMore ? 'The newest ' : ''}${matches.length} cases`} of
            this number{matches.length > 1 && !isMore && ', newest first'}. Choose the one that the ticket is
            about.
          </p>
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
const askedByHand = (failure: Failure): Failure =>
  isTransient(failure) ? { ...failure, nextStep: 'Try again in a moment.' } : failure
