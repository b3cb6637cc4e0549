/**
 * Failures in other languages than English, in which the relay and the background name them. A failure that is not here,
 * such as one of a newer relay, stays as it came.
 */
import { createCatalogue } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { Failure, FailureCode } from '../messages/failure.ts'

export type FailureWords = Readonly<Record<FailureCode, Pick<Failure, 'title' | 'nextStep'>>>

const failureWords = createCatalogue<Partial<FailureWords>>(
  {},
  {
    de: () => import('./de/failures.ts'),
    es: () => import('./es/failures.ts'),
    fr: () => import('./fr/failures.ts'),
    'pt-BR': () => import('./pt-BR/failures.ts'),
    ja: () => import('./ja/failures.ts'),
  },
)

export const translateFailure = (failure: Failure): Failure => ({ ...failure, ...failureWords[failure.code] })
