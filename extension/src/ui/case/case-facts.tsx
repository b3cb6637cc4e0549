/** What is known of an inquiry, without what was not said: most inquiries leave most of it open. */
import type { Inquiry } from '@inquiry-lens/shared/domain/model.ts'
import { nameInquiryStep } from '@inquiry-lens/shared/insight/steps/persona-steps.ts'
import { Fact, IdFact } from '../primitives/facts.tsx'
import { ExactTime } from '../primitives/time.tsx'

const UNNAMED_STEP = 'A step'

const TIMES = [
  ['Created', 'createdAt'],
  ['Started', 'startedAt'],
  ['Finished', 'completedAt'],
  ['In review', 'markedForReviewAt'],
  ['Decided', 'decisionedAt'],
  ['Failed', 'failedAt'],
  ['Expired', 'expiredAt'],
  ['Wiped', 'redactedAt'],
] as const

/** Once it is over for the customer, when it would have been is of no use. */
const ENDS = ['completedAt', 'failedAt', 'expiredAt', 'decisionedAt', 'redactedAt'] as const

const COUNTS = [
  ['sessions', 'session'],
  ['verifications', 'verification'],
  ['documents', 'document'],
  ['selfies', 'selfie'],
] as const

export function CaseFacts({ inquiry }: { inquiry: Inquiry }) {
  const { templateName, accountId, referenceId, previousStep, nextStep, expiresAt } = inquiry
  const isOver = ENDS.some((field) => inquiry[field] !== null)
  const counts = countParts(inquiry.counts)
  return (
    <dl class="facts">
      <IdFact name="Inquiry" id={inquiry.id} />
      {templateName !== null && <Fact name="Template">{templateName}</Fact>}
      {TIMES.map(
        ([name, field]) =>
          inquiry[field] !== null && (
            <Fact key={field} name={name}>
              <ExactTime iso={inquiry[field]} />
            </Fact>
          ),
      )}
      {expiresAt !== null && !isOver && (
        <Fact name="Runs out">
          <ExactTime iso={expiresAt} />
        </Fact>
      )}
      {previousStep !== null && <Fact name="Last step">{nameInquiryStep(previousStep) ?? UNNAMED_STEP}</Fact>}
      {nextStep !== null && <Fact name="Next step">{nameInquiryStep(nextStep) ?? UNNAMED_STEP}</Fact>}
      {counts && <Fact name="Holds">{counts}</Fact>}
      {referenceId !== null && (
        <Fact name="Reference">
          <code>{referenceId}</code>
        </Fact>
      )}
      {accountId !== null && <IdFact name="Account" id={accountId} />}
    </dl>
  )
}

/** `2 sessions, 1 verification`; of what was not said, nothing. */
function countParts(counts: Inquiry['counts']): string {
  return COUNTS.flatMap(([field, noun]) => {
    const count = counts[field]
    return count === null ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`]
  }).join(', ')
}
