/** An inquiry's answer with all that came along, told apart and projected one by one. */
import type { Inquiry, Session } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'
import type { Projection } from '../projection.ts'
import type { ShowName } from '../shown-names.ts'
import { projectInquiry, projectSession, type Shown } from './project.ts'
import { referredIds, takeBasic } from './take-basic.ts'
import { ResourceSchema } from './wire.ts'

export interface CaseParts {
  inquiry: Inquiry
  /** Newest first. */
  sessions: Session[]
  objectIds: string[]
}

export function projectCase(raw: unknown, included: readonly unknown[], shown: Shown): Projection<CaseParts> {
  const { item: inquiry, dropped } = projectInquiry(raw, shown)
  if (inquiry === null) return { item: null, dropped }
  const ofType = (type: string) => included.filter((one) => v.is(v.object({ type: v.literal(type) }), one))
  const sessions = ofType('inquiry-session').map(projectSession)
  const template = ofType('inquiry-template').map((one) => projectTemplateName(one, shown.showName))[0]
  const ordered = sessions
    .flatMap(({ item }) => item ?? [])
    // It came along as this inquiry's, whether it says so itself or not.
    .map((session) => ({ ...session, inquiryId: inquiry.id }))
    .sort((one, other) => (other.createdAt ?? '').localeCompare(one.createdAt ?? ''))
  return {
    item: {
      inquiry: { ...inquiry, templateName: template?.item ?? null },
      sessions: ordered,
      objectIds: [...new Set([inquiry.id, ...ordered.map(({ id }) => id), ...listParts(raw)])],
    },
    dropped: [...dropped, ...sessions.flatMap((one) => one.dropped), ...(template?.dropped ?? [])],
  }
}

function projectTemplateName(raw: unknown, showName: ShowName): Projection<string> {
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return { item: null, dropped: ['template row: unreadable'] }
  const { basic, unknown } = takeBasic('persona.inquiry-template', resource.output)
  return { item: showName(basic.name), dropped: unknown }
}

/** The IDs of an inquiry's parts, to ask for their events, not to be shown: those that tell most come first. */
function listParts(raw: unknown): string[] {
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return []
  const { basic } = takeBasic('persona.inquiry', resource.output)
  const { sessions, verifications, documents, selfies } = basic
  return [sessions, verifications, selfies, documents].flatMap((part) => referredIds(part) ?? [])
}
