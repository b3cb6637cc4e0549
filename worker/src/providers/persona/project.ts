/** From Persona's resources to our model, through the field table: only `basic` fields pass, or those of a reveal. */

import { listRevealable, type RevealKind } from '@inquiry-lens/shared/contract/reveals.ts'
import { listKnownStatuses } from '@inquiry-lens/shared/domain/case-state.ts'
import { baseOf } from '@inquiry-lens/shared/domain/event-families.ts'
import type { Inquiry, Session, Verification } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'
import type { RevealedFields } from '../../gateway/query.ts'
import {
  flag,
  instant,
  openWord,
  type Projection,
  type ShowName,
  shownReference,
  statusOf,
  text,
  unknownCode,
} from '../projection.ts'
import { readChecks } from './checks.ts'
import { ResourceSchema, referred, referredId, referredIds, takeBasic, VerificationSchema } from './wire.ts'

export interface Shown {
  referenceIdPattern: RegExp | null
  showName: ShowName
}

const CountryCode = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))

const KNOWN_STATUSES = listKnownStatuses()
const isKnownStatus = (status: string): boolean => KNOWN_STATUSES.inquiry.persona.includes(status)
const isKnownVisit = (status: string): boolean => KNOWN_STATUSES.session.persona.includes(status)

export function projectSession(raw: unknown): Projection<Session> {
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return { item: null, dropped: ['session row: unreadable'] }
  const { basic, unknown } = takeBasic('persona.session', resource.output)
  return {
    dropped: [...unknown, ...unknownCode('persona.session: status', basic.status, isKnownVisit, 'status')],
    item: {
      provider: 'persona',
      id: resource.output.id,
      inquiryId: referredId(basic.inquiry),
      status: statusOf(basic.status),
      createdAt: instant(basic['created-at']),
      startedAt: instant(basic['started-at']),
      expiredAt: instant(basic['expired-at']),
      device: {
        type: text(basic['device-type']),
        name: text(basic['device-name']),
        os: { name: text(basic['os-name']), version: text(basic['os-full-version']) },
        browser: { name: text(basic['browser-name']), version: text(basic['browser-full-version']) },
        mobileSdk: { name: text(basic['mobile-sdk-name']), version: text(basic['mobile-sdk-full-version']) },
        handoff: openWord(basic['device-handoff-method']),
      },
      network: {
        proxy: flag(basic['is-proxy']),
        vpn: flag(basic['is-vpn']),
        tor: flag(basic['is-tor']),
        datacenter: flag(basic['is-datacenter']),
        threatLevel: openWord(basic['threat-level']),
        connectionType: openWord(basic['ip-connection-type']),
        country: { code: text(basic['country-code']), name: text(basic['country-name']) },
        ...(v.is(CountryCode, basic['gps-country-code']) && { gpsCountry: basic['gps-country-code'] }),
      },
      flow: null,
    },
  }
}

export function projectInquiry(raw: unknown, { referenceIdPattern, showName }: Shown): Projection<Inquiry> {
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return { item: null, dropped: ['inquiry row: unreadable'] }
  const { basic, unknown } = takeBasic('persona.inquiry', resource.output)
  return {
    dropped: [...unknown, ...unknownCode('persona.inquiry: status', basic.status, isKnownStatus, 'status')],
    item: {
      provider: 'persona',
      id: resource.output.id,
      status: statusOf(basic.status),
      createdAt: instant(basic['created-at']),
      updatedAt: instant(basic['updated-at']),
      startedAt: instant(basic['started-at']),
      expiresAt: instant(basic['expires-at']),
      completedAt: instant(basic['completed-at']),
      failedAt: instant(basic['failed-at']),
      markedForReviewAt: instant(basic['marked-for-review-at']),
      decisionedAt: instant(basic['decisioned-at']),
      expiredAt: instant(basic['expired-at']),
      redactedAt: instant(basic['redacted-at']),
      previousStep: showName(basic['previous-step-name']) ?? (basic['previous-step-name'] ? '' : null),
      nextStep: showName(basic['next-step-name']),
      templateName: null,
      accountId: referredId(basic.account),
      decidedBy: deciderOf(referred(basic.reviewer)?.type),
      referenceId: shownReference(referenceIdPattern, resource.output.attributes['reference-id']),
      counts: {
        sessions: countOf(basic.sessions),
        verifications: countOf(basic.verifications),
        documents: countOf(basic.documents),
        selfies: countOf(basic.selfies),
      },
    },
  }
}

const DECIDERS: ReadonlyMap<string, string> = new Map([
  ['user', 'person'],
  ['workflow', 'rule'],
  ['workflow-run', 'rule'],
])
const deciderOf = (type: string | undefined): string | null =>
  type === undefined ? null : (DECIDERS.get(type) ?? 'other')

const countOf = (relationship: unknown): number | null => referredIds(relationship)?.length ?? null

/** Only the named members are read: the rest is about a person, and is not asked for. */
export function projectVerification(raw: unknown, showName: ShowName): Projection<Verification> {
  const read = v.safeParse(VerificationSchema, raw)
  if (!read.success) return { item: null, dropped: ['verification row: unreadable'] }
  const { id, type, attributes } = read.output
  const status = statusOf(attributes.status)
  return {
    dropped: [],
    item: {
      id,
      type: showName(type) ?? baseOf(type),
      status,
      completedAt: instant(attributes['completed-at']),
      ...readChecks(status, attributes.checks),
    },
  }
}

export interface CaseParts {
  inquiry: Inquiry
  sessions: Session[]
  /** `undefined`: the key may not read them. */
  verifications: Verification[] | undefined
  objectIds: string[]
  /** Whether these are all: a part that could not be read has events, too. */
  hasAllIds: boolean
}

/** An inquiry with its included objects, each projected on its own. */
export function projectCase(raw: unknown, included: readonly unknown[], shown: Shown): Projection<CaseParts> {
  const { item: inquiry, dropped } = projectInquiry(raw, shown)
  if (inquiry === null) return { item: null, dropped }
  const ofType = (type: string) => included.filter((one) => v.is(v.object({ type: v.literal(type) }), one))
  const sessions = ofType('inquiry-session').map(projectSession)
  const listed = listPartIds(raw, ['verifications'])
  const read = included
    .filter((one) => v.is(v.object({ type: v.pipe(v.string(), v.startsWith('verification/')) }), one))
    .map((one) => projectVerification(one, shown.showName))
  // Each once, and none of another inquiry.
  const verifications = read.filter(
    ({ item }, index) =>
      item === null ||
      (read.findIndex((one) => one.item?.id === item.id) === index &&
        (inquiry.counts.verifications === null || listed.includes(item.id))),
  )
  const template = ofType('inquiry-template').map((one) => projectTemplateName(one, shown.showName))[0]
  const ordered = sessions
    .flatMap(({ item }) => item ?? [])
    // Included in this inquiry's answer, so it belongs to it even where it names none.
    .map((session) => ({ ...session, inquiryId: inquiry.id }))
    .sort((one, other) => (other.createdAt ?? '').localeCompare(one.createdAt ?? ''))
  return {
    item: {
      inquiry: { ...inquiry, templateName: template?.item ?? null },
      sessions: ordered,
      verifications: readVerifications(inquiry, verifications),
      objectIds: [...new Set([inquiry.id, ...ordered.map(({ id }) => id), ...listPartIds(raw)])],
      hasAllIds: Object.values(inquiry.counts).every((count) => count !== null),
    },
    dropped: [
      ...dropped,
      ...[...sessions, ...verifications].flatMap((one) => one.dropped),
      ...(template?.dropped ?? []),
    ],
  }
}

/** Reasons go with the data that they are about. */
function readVerifications(
  { counts, redactedAt }: Inquiry,
  read: readonly Projection<Verification>[],
): Verification[] | undefined {
  if (redactedAt !== null) return []
  if (read.length === 0 && counts.verifications !== 0) return undefined
  return read.flatMap(({ item }) => item ?? [])
}

function projectTemplateName(raw: unknown, showName: ShowName): Projection<string> {
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return { item: null, dropped: ['template row: unreadable'] }
  const { basic, unknown } = takeBasic('persona.inquiry-template', resource.output)
  return { item: showName(basic.name), dropped: unknown }
}

const PARTS = ['sessions', 'verifications', 'selfies', 'documents'] as const

function listPartIds(raw: unknown, parts: readonly (typeof PARTS)[number][] = PARTS): string[] {
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return []
  const { basic } = takeBasic('persona.inquiry', resource.output)
  return parts.flatMap((part) => referredIds(basic[part]) ?? [])
}

const MAX_REVEALED_LENGTH = 2_000

export function projectSensitive(
  kind: RevealKind,
  fields: readonly string[],
  raw: unknown,
): Projection<RevealedFields> {
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return { item: null, dropped: [`${kind} row: unreadable`] }
  const { attributes, id } = resource.output
  const revealable = listRevealable(`persona.${kind}`)
  const requested = fields.filter((field) => revealable.includes(field))
  return {
    dropped: [],
    item: {
      inquiryId:
        kind === 'inquiry' ? id : referredId(takeBasic('persona.session', resource.output).basic.inquiry),
      values: Object.fromEntries(
        requested.map((field) => [
          field,
          Object.hasOwn(attributes, field) ? textOf(attributes[field]) : null,
        ]),
      ),
    },
  }
}

/** No objects: they could hold anything. */
function textOf(value: unknown): string | null {
  if (Array.isArray(value)) {
    const texts = value.map(textOf).filter((one) => one !== null)
    return texts.length > 0 ? texts.join(', ').slice(0, MAX_REVEALED_LENGTH) : null
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_REVEALED_LENGTH) : null
}
