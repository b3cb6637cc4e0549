/** A question and its answer as the audit log names them: what was asked for, which objects were shown, whom it is about. Pure. */

import type { AuditAction, AuditFacts } from '@inquiry-lens/shared/audit/chain.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import type { GatewaySuccess } from '../../gateway/queries/answer.ts'
import type { Query } from '../../gateway/query.ts'
import { isReferenceId } from '../../providers/shown-names.ts'
import type { Person } from '../limits/velocity-limit.ts'

type About = AuditFacts['about']

/** `isAboutPeople`: about people that the question names. */
export function actionOf({ kind }: Query, isAboutPeople: boolean): AuditAction {
  if (kind === 'lookups') return 'mark'
  return isAboutPeople ? 'open' : 'list'
}

/**
 * `idPattern`: the form of the company's own numbers. A reference of another form may be a customer's e-mail address, and
 * the audit log holds nothing of theirs.
 */
export function subjectsOf(question: Query, idPattern: RegExp | null): About {
  const { kind, provider } = question
  switch (question.kind) {
    case 'session':
    case 'event':
    case 'case':
      return { kind, provider, id: question.id }
    case 'lookups':
      return { kind, provider, ids: [...new Set(question.ids)] }
    case 'inquiries': {
      const { reference, state, ...filter } = question.filter
      const named = nameReference(reference, idPattern)
      return {
        ...{ kind, provider, ...filter },
        ...{ reference: named, state: bound(state), behind: question.cursor !== undefined },
      }
    }
    case 'sessions': {
      const { externalId, ...filter } = question.filter
      const named = nameReference(externalId, idPattern)
      return { kind, provider, ...filter, externalId: named, behind: question.cursor !== undefined }
    }
    case 'events': {
      const { name, ...filter } = question.filter
      return { kind, provider, ...filter, name: bound(name), behind: question.cursor !== undefined }
    }
  }
}

const nameReference = (reference: string | undefined, idPattern: RegExp | null): string | undefined =>
  reference && (isReferenceId(idPattern, reference) ? reference : 'withheld')

const MAX_WORDS = 12
const MAX_WORD_LENGTH = 60

/** The agent's own words name no customer: a few are enough to know what was asked. */
const bound = (words: readonly string[] | undefined): readonly string[] | undefined =>
  words && [
    ...words.slice(0, MAX_WORDS).map((word) => word.slice(0, MAX_WORD_LENGTH)),
    ...(words.length > MAX_WORDS ? [`and ${words.length - MAX_WORDS} more`] : []),
  ]

/** The objects of an answer that the rest of its entry does not name. */
export function namesOf(about: About, { ids }: Pick<GatewaySuccess, 'ids'>): readonly string[] | undefined {
  const named = new Set(Object.values(about).flat())
  const rest = ids.filter((id) => !named.has(id))
  return rest.length > 0 ? rest : undefined
}

/**
 * The people whom a question asks about: by an ID, or by a filter that names an inquiry, an account, another object or
 * the company's own number. None: many at once, or nobody in particular. `answer`: `undefined` where nothing was found.
 */
export function personsOf(
  question: Query,
  answer: Pick<GatewaySuccess, 'shown' | 'ids'> | undefined,
  hash: (reference: string) => string,
): Person[] {
  const inquiry = answer?.shown.inquiry
  const keys = keysOf(question, typeof inquiry === 'string' ? inquiry : undefined, (reference) =>
    hash(`person ${question.provider} ${reference}`),
  )
  // What a list about several shows does not say which of them it is of.
  const related = keys.length === 1 ? (answer?.ids ?? []) : []
  return keys.map((key) => ({ key, related }))
}

function keysOf(
  question: Query,
  inquiry: string | undefined,
  keyOfReference: (reference: string) => string,
): readonly string[] {
  switch (question.kind) {
    case 'session':
    case 'event':
    case 'case':
      return [inquiry ?? question.id]
    case 'lookups':
      return []
    case 'sessions': {
      const { inquiry: ofInquiry, externalId } = question.filter
      if (ofInquiry !== undefined) return [ofInquiry]
      return externalId === undefined ? [] : [keyOfReference(externalId)]
    }
    case 'events':
      return question.filter.object ?? question.filter.id ?? []
    case 'inquiries': {
      const { reference, account } = question.filter
      return reference === undefined ? (account ?? []) : [keyOfReference(reference)]
    }
  }
}

/** The cases that an answer shows, as recent viewers are kept by: inquiries, and sessions that have none. */
export const casesOf = ({ ids }: Pick<GatewaySuccess, 'ids'>): string[] =>
  ids.filter((id) => {
    const object = classifyObjectId(id)
    return object?.kind === 'inquiry' || (object?.kind === 'session' && object.provider === 'deepidv')
  })
