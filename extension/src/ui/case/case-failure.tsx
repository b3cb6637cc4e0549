/** Why there is no case to show. */
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import type { Failure } from '../../messages/failure.ts'
import { nameProviderIn } from '../format/health.ts'
import { nameEnvironment } from '../format/source.ts'
import { QuestionRingIcon } from '../primitives/icons.tsx'
import { FailureNotice, Notice } from '../primitives/lazy.tsx'
import { type Case, isNone } from '../state/case/case.ts'

interface CaseFailureProps {
  failure: Failure
  opened: Case
  /** `undefined`: loading. */
  origin: Pick<Source, 'provider' | 'environment'> | undefined
  /** A doubt about the ID itself. */
  hint?: string | undefined
}

export function CaseFailure({ failure, opened, origin, hint }: CaseFailureProps) {
  const isBusy = opened.isFetching.value
  if (!isNone(failure))
    return (
      <FailureNotice
        failure={{ ...failure, title: nameProviderIn(failure.title, origin?.provider) }}
        retryAt={opened.retryAt.value}
        isBusy={isBusy}
        retry={opened.refresh}
      />
    )
  const isNotFound = failure.code === 'not-found'
  return (
    <Notice
      icon={QuestionRingIcon}
      tone="calm"
      title={
        isNotFound && origin ? `Not in ${nameEnvironment(origin.environment).toUpperCase()}` : failure.title
      }
      action={isNotFound ? { label: 'Try again', run: opened.refresh, isBusy } : undefined}
    >
      {isNotFound && <p>A wrong ID, or one of another environment.</p>}
      <p>
        {hint ?? (isNotFound ? 'Compare it, letter by letter, with where it came from.' : failure.nextStep)}
      </p>
    </Notice>
  )
}
