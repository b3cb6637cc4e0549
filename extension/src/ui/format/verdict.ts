/** The verdict on a case as it is shown here and now. */

import type { Verdict } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import { judge } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import type { CaseView } from '../../messages/messages.ts'
import { formatInstant, formatRelative, formatSpan, formatZoned } from './time.ts'

export const judgeCase = (view: CaseView, now: number): Verdict =>
  judge(view, now, {
    relative: (instant) => formatRelative(instant, now),
    entry: (instant) => formatInstant(instant, now),
    span: formatSpan,
  })

/** The same for somebody who reads it later, elsewhere. */
export const judgeForLater = (view: CaseView, now: number): Verdict =>
  judge(view, now, { relative: formatZoned, entry: formatZoned, span: formatSpan })
