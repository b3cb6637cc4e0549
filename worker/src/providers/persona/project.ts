/** From Persona's resources to our model, through the field table: what is not `basic` there does not get past here. */
import type { Inquiry, Session } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'
import type { Projection } from '../projection.ts'
import { flag, instant, text } from '../projection.ts'
import type { ShowName } from '../shown-names.ts'
import { isReferenceId } from '../shown-names.ts'
import { countOf, referredId, takeBasic } from './take-basic.ts'
import { ResourceSchema } from './wire.ts'

export function projectSession(raw: unknown): Projection<Session> {
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return { item: null, dropped: ['session row: unreadable'] }
  const { basic, unknown } = takeBasic('persona.session', resource.output)
  return {
    dropped: unknown,
    item: {
      provider: 'persona',
      id: resource.output.id,
      inquiryId: referredId(basic.inquiry),
      status: text(basic.status) ?? 'unknown',
      createdAt: instant(basic['created-at']),
      startedAt: instant(basic['started-at']),
      expiredAt: instant(basic['expired-at']),
      device: {
        type: text(basic['device-type']),
        name: text(basic['device-name']),
        os: { name: text(basic['os-name']), version: text(basic['os-full-version']) },
        browser: { name: text(basic['browser-name']), version: text(basic['browser-full-version']) },
        mobileSdk: { name: text(basic['mobile-sdk-name']), version: text(basic['mobile-sdk-full-version']) },
        handoff: text(basic['device-handoff-method']),
      },
      network: {
        proxy: flag(basic['is-proxy']),
        vpn: flag(basic['is-vpn']),
        tor: flag(basic['is-tor']),
        datacenter: flag(basic['is-datacenter']),
        threatLevel: text(basic['threat-level']),
        connectionType: text(basic['ip-connection-type']),
        country: { code: text(basic['country-code']), name: text(basic['country-name']) },
      },
      flow: null,
    },
  }
}

/** What an admin lets through. */
export interface Shown {
  referenceIdPattern: RegExp | null
  showName: ShowName
}

export function projectInquiry(raw: unknown, { referenceIdPattern, showName }: Shown): Projection<Inquiry> {
  const resource = v.safeParse(ResourceSchema, raw)
  if (!resource.success) return { item: null, dropped: ['inquiry row: unreadable'] }
  const { basic, unknown } = takeBasic('persona.inquiry', resource.output)
  return {
    dropped: unknown,
    item: {
      provider: 'persona',
      id: resource.output.id,
      status: text(basic.status) ?? 'unknown',
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
      previousStep: showName(basic['previous-step-name']),
      nextStep: showName(basic['next-step-name']),
      templateName: null,
      accountId: referredId(basic.account),
      referenceId: shownReference(resource.output.attributes['reference-id'], referenceIdPattern),
      counts: {
        sessions: countOf(basic.sessions),
        verifications: countOf(basic.verifications),
        documents: countOf(basic.documents),
        selfies: countOf(basic.selfies),
      },
    },
  }
}

/** Whole or not at all: cut, a value could match that does not. */
const shownReference = (value: unknown, pattern: RegExp | null): string | null =>
  typeof value === 'string' && isReferenceId(pattern, value) ? value : null
