import type { Call, FaultList } from '../../faults/fault-list.ts'
import { DOCUMENTED } from '../resource/documented.ts'
import {
  linkAccount,
  linkReviewer,
  linkTemplate,
  linkTemplateVersion,
  writeInquiry,
} from '../resource/inquiry-resource.ts'
import { writeOther, writeVerification } from '../resource/other-resource.ts'
import { linkPart, listParts, type PartKind } from '../resource/parts.ts'
import type { Linkage, Resource, Writing } from '../resource/resource.ts'
import { linkDevice, linkNetwork, writeSession } from '../resource/session-resource.ts'
import { foldInquiry } from '../story/states.ts'
import type { Tale } from '../story/tale.ts'
import { badRequest, PersonaError } from './persona-error.ts'

/**
 * Without `include`, "some, none, or all" related resources come along. Here it is these, people's details and
 * all: who wants none must say `include=`. https://docs.withpersona.com/serialization
 */
const INQUIRY_DEFAULT = ['account', 'inquiry-template', 'sessions', 'verifications']

type Includer = (tale: Tale, writing: Writing) => readonly Resource[]

const INQUIRY_INCLUDES: Readonly<Record<string, Includer>> = {
  account: (tale, writing) => [writeAbout(tale, linkAccount(tale, writing))],
  template: () => [],
  'inquiry-template': (tale, writing) => [writeAbout(tale, linkTemplate(tale, writing))],
  'inquiry-template.latest-published-version': (tale, writing) => [
    writeAbout(tale, linkTemplate(tale, writing)),
    writeAbout(tale, linkTemplateVersion(tale, writing)),
  ],
  'inquiry-template-version': (tale, writing) => [writeAbout(tale, linkTemplateVersion(tale, writing))],
  transaction: () => [],
  reviewer: (tale, writing) => {
    const reviewer = linkReviewer(tale, foldInquiry(tale, tale.told), writing)
    return reviewer === null ? [] : [writeAbout(tale, reviewer)]
  },
  sessions: (tale, writing) =>
    listParts(tale.told, 'inquiry-session').map((index) => writeSession(tale, tale.told, index, writing)),
  verifications: (tale, writing) =>
    listParts(tale.told, 'verification').map((index) =>
      writeVerification(tale, tale.told, index, linkPart(tale, 'verification', index, writing)),
    ),
  reports: includeParts('report'),
  documents: includeParts('document'),
  selfies: includeParts('selfie'),
}

const SESSION_INCLUDES: Readonly<Record<string, (tale: Tale, index: number, writing: Writing) => Resource>> =
  {
    inquiry: (tale, _, writing) => writeInquiry(tale, tale.told, writing),
    device: (tale, index, writing) => writeAbout(tale, linkDevice(tale, index, writing)),
    network: (tale, index, writing) => writeAbout(tale, linkNetwork(tale, index, writing)),
  }

/** undefined: the caller asked for none, and the answer has no `included` at all */
export function includeForInquiry(
  query: URLSearchParams,
  tale: Tale | undefined,
  writing: Writing,
): readonly Resource[] | undefined {
  const asked = readInclude(query, Object.keys(INQUIRY_INCLUDES)) ?? INQUIRY_DEFAULT
  if (asked.length === 0) return undefined
  if (tale === undefined) return asked.includes('sessions') ? [DOCUMENTED.sessions.at(0).write(writing)] : []
  return dropRepeated(asked.flatMap((path) => INQUIRY_INCLUDES[path]?.(tale, writing) ?? []))
}

/** Which of these a key without the permission meets, Persona does not say. */
export function closeVerifications(
  included: readonly Resource[] | undefined,
  call: Call,
  faults: FaultList,
): readonly Resource[] | undefined {
  const isClosed = ({ type }: Resource) => type.startsWith('verification/')
  const closed = included?.some(isClosed) ? faults.take('verifications-closed', call) : undefined
  if (included === undefined || closed === undefined) return included
  if (closed.as === '400') throw badRequest('include verifications is not permitted')
  if (closed.as === '403') throw new PersonaError(403, 'Forbidden', 'missing permission')
  if (closed.as === 'absent') return included.filter((one) => !isClosed(one))
  return included.map((one) => {
    const { checks: _, ...attributes } = one.attributes
    return isClosed(one) ? { ...one, attributes } : one
  })
}

export function includeForSession(
  query: URLSearchParams,
  tale: Tale | undefined,
  index: number,
  writing: Writing,
): readonly Resource[] | undefined {
  const asked = readInclude(query, Object.keys(SESSION_INCLUDES)) ?? []
  if (asked.length === 0) return undefined
  if (tale === undefined) return asked.includes('inquiry') ? [DOCUMENTED.inquiries.at(0).write(writing)] : []
  return asked.flatMap((path) => SESSION_INCLUDES[path]?.(tale, index, writing) ?? [])
}

/** "Cannot be used on 'list all' endpoints"; that it is a 400 there is our reading. */
export function refuseInclude(query: URLSearchParams): void {
  if (query.has('include')) throw badRequest('include cannot be used when listing')
}

function readInclude(query: URLSearchParams, known: readonly string[]): readonly string[] | undefined {
  const asked = query.get('include')?.split(',').filter(Boolean)
  const unknown = asked?.find((path) => !known.includes(path))
  if (unknown !== undefined) throw badRequest(`include ${unknown} is not a relationship`)
  return asked
}

function includeParts(kind: PartKind): Includer {
  return (tale, writing) =>
    listParts(tale.told, kind).map((index) => writeAbout(tale, linkPart(tale, kind, index, writing)))
}

function writeAbout(tale: Tale, linkage: Linkage): Resource {
  return writeOther(tale, tale.told, linkage)
}

function dropRepeated(resources: readonly Resource[]): readonly Resource[] {
  return [...new Map(resources.map((resource) => [resource.id, resource])).values()]
}
