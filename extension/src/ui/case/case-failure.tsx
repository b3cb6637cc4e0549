/** Why there is no case to show. */
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import { caseWords } from '../../locales/case.ts'
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
        isNotFound && origin
          ? caseWords.failure.notIn(nameEnvironment(origin.environment).toUpperCase())
          : failure.title
      }
      action={isNotFound ? { label: caseWords.actions.tryAgain, run: opened.refresh, isBusy } : undefined}
    >
      {isNotFound && <p>{caseWords.failure.wrongId}</p>}
      <p>{hint ?? (isNotFound ? caseWords.failure.compare : failure.nextStep)}</p>
    </Notice>
  )
}
