/** A question as the record tells it: what was asked for, without what was answered. Pure. */
import type { RecordAction, RecordEntry } from '@inquiry-lens/shared/record.ts'
import type { Question } from '../question.ts'
import { isReferenceId } from '../reference-id.ts'

export function actionOf({ kind }: Question): RecordAction {
  switch (kind) {
    case 'sessions':
    case 'events':
    case 'inquiries':
      return 'list'
    case 'lookups':
      return 'mark'
    case 'session':
    case 'event':
    case 'case':
      return 'open'
  }
}

/**
 * `idPattern`: the form of the company's own numbers. A reference of another form may be a customer's e-mail address, and
 * the record holds nothing of theirs.
 */
export function aboutOf(question: Question, idPattern: RegExp | null): RecordEntry['about'] {
  const { kind, provider } = question
  switch (question.kind) {
    case 'session':
    case 'event':
    case 'case':
      return { kind, provider, id: question.id }
    case 'lookups':
      return { kind, provider, ids: [...new Set(question.ids)] }
    case 'inquiries': {
      const { reference, ...filter } = question.filter
      const told = tellReference(reference, idPattern)
      return { kind, provider, ...filter, reference: told, behind: question.cursor !== undefined }
    }
    case 'sessions': {
      const { externalId, ...filter } = question.filter
      const told = tellReference(externalId, idPattern)
      return { kind, provider, ...filter, externalId: told, behind: question.cursor !== undefined }
    }
    default:
      return { kind, provider, ...question.filter, behind: question.cursor !== undefined }
  }
}

const tellReference = (reference: string | undefined, idPattern: RegExp | null): string | undefined =>
  reference && (isReferenceId(idPattern, reference) ? reference : 'withheld')

/**
 * Whom an answer is about: the inquiry where it is known, else the object by its own ID. `null`: many, or nobody in
 * particular. `shown`: what the gate says of its answer.
 */
export function personOf(
  question: Question,
  { inquiry }: Readonly<Record<string, string | number | null>>,
): string | null {
  if (actionOf(question) !== 'open' || !('id' in question)) return null
  return typeof inquiry === 'string' ? inquiry : question.id
}
