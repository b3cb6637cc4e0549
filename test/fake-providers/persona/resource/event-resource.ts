import { CANARY } from '../../common/canary.ts'
import { itemAt } from '../../common/item-at.ts'
import type { JsonObject } from '../../common/json.ts'
import { PREFIX } from '../ids.ts'
import { numberBeat, numberPart } from '../story/numbers.ts'
import type { EventSubject } from '../story/subject.ts'
import type { Tale, Told } from '../story/tale.ts'
import { linkAccount, writeInquiry } from './inquiry-resource.ts'
import { writeOther, writeVerification } from './other-resource.ts'
import { linkPart } from './parts.ts'
import { type Linkage, linkOne, type Naming, type Resource, type Writing } from './resource.ts'
import { writeSession } from './session-resource.ts'

/**
 * An event holds the whole object as it was at that moment, personal details and all.
 * https://docs.withpersona.com/api-reference/events/retrieve-an-event
 */
export function writeEvent(tale: Tale, beat: number, writing: Writing): Resource {
  const told = itemAt(tale.told, beat)
  const payload = withInquiry(writeSubject(tale, tale.told.slice(0, beat + 1), told, writing), tale, writing)
  const { type, id, attributes, relationships } = payload
  return {
    type: 'event',
    id: writeEventId(tale, beat, writing),
    attributes: {
      name: told.name,
      payload: { data: { type, id, attributes, ...(relationships === undefined ? {} : { relationships }) } },
      'created-at': new Date(told.at).toISOString(),
      ...writeContext(told),
      ...told.eventSet,
    },
  }
}

/** What a customer is asked for in an inquiry names that inquiry. */
function withInquiry(subject: Resource, { owner }: Tale, { ids }: Naming): Resource {
  if (!/^(verification|document|selfie)(\/|$)/.test(subject.type)) return subject
  const inquiry = linkOne({ type: 'inquiry', id: ids.write(PREFIX.inquiry, owner) })
  return { ...subject, relationships: { ...subject.relationships, inquiry } }
}

export function writeEventId(tale: Tale, beat: number, { ids }: Naming): string {
  return ids.write(PREFIX.event, numberBeat(tale.owner, beat))
}

export function linkSubject(tale: Tale, told: Told, naming: Naming): Linkage {
  const { kind, index } = told.subject
  switch (kind) {
    case 'inquiry':
      return { type: 'inquiry', id: naming.ids.write(PREFIX.inquiry, tale.owner) }
    case 'account':
      return linkAccount(tale, naming)
    case 'other':
      return linkOther(tale, told, naming)
    default:
      return linkPart(tale, kind, index, naming)
  }
}

function writeSubject(tale: Tale, told: readonly Told[], beat: Told, writing: Writing): Resource {
  const subject: EventSubject = beat.subject
  switch (subject.kind) {
    case 'inquiry':
      return writeInquiry(tale, told, writing)
    case 'inquiry-session':
      return writeSession(tale, told, subject.index, writing)
    case 'verification':
      return writeVerification(tale, told, subject.index, linkSubject(tale, beat, writing))
    default:
      return writeOther(tale, told, linkSubject(tale, beat, writing))
  }
}

/** "Populated for some event types": those about a relation name the related object. */
function writeContext(told: Told): JsonObject {
  return told.name.endsWith('-relation') ? { context: { 'related-account-id': `act_${CANARY}` } } : {}
}

/** Families that are only met in the feed: the type is the name's own, the prefix Persona's where it is known. */
function linkOther(tale: Tale, told: Told, { ids }: Naming): Linkage {
  const type = told.name.slice(0, told.name.lastIndexOf('.'))
  const family = type.split('/')[0] ?? type
  return { type, id: ids.write(OTHER_PREFIX[family] ?? 'obj', numberPart(tale.owner, told.subject.index)) }
}

const OTHER_PREFIX: Readonly<Record<string, string>> = {
  'account-type': 'acttp',
  case: 'case',
  'case-comment': 'cscm',
  'case-template': 'ctmpl',
  connect: 'cnst',
  'graph-query': 'grphq',
  'importer-pipeline-run': 'mprtpr',
  'inquiry-template-version': 'itmplv',
  report: 'rep',
  session: 'uses',
  transaction: 'txn',
  'transaction-type': 'txntp',
  user: 'user',
  workflow: 'wfl',
  'workflow-run': 'wfr',
}
