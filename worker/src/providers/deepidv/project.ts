/** From deepidv's records to our model, through the field table: what is not `basic` there does not get past here. */
import type { Session } from '@inquiry-lens/shared/domain/model.ts'
import * as v from 'valibot'
import type { Projection } from '../projection.ts'
import { flag, instant, text } from '../projection.ts'
import type { ShowName } from '../shown-names.ts'
import { isReferenceId } from '../shown-names.ts'
import { findCountry, nameCountry } from './country.ts'
import { describeDevice } from './family.ts'
import { publicStepName, publicTypeName } from './names.ts'
import { takeFields } from './take-fields.ts'
import type { VisibleRecord } from './visible-record.ts'
import { IdSchema, isFields, normaliseField } from './wire.ts'

const CHECKS = {
  idMatchesSelfie: 'analysis_data.id_matches_selfie',
  documentNotExpired: 'analysis_data.id_analysis_data.expiry_date_pass',
  documentStateValid: 'analysis_data.id_analysis_data.valid_state_pass',
  ageRestrictionPassed: 'analysis_data.id_analysis_data.age_restriction_pass',
} as const

const MAX_NAMES = 50

export function projectSession(
  { fields: { id: rawId, ...fields } }: VisibleRecord,
  externalIdPattern: RegExp | null,
  showName: ShowName,
): Projection<Session> {
  const id = v.safeParse(IdSchema, rawId)
  if (!id.success) return { item: null, dropped: ['session row: unreadable'] }
  const { taken, unknown } = takeFields('deepidv.session', fields, ['basic', 'by-pattern'])
  const status = text(taken.status) ?? 'unknown'
  const expiresAt = instant(taken.expires_at)
  const steps = listTexts(taken.workflow_steps).map((step) => publicStepName(step, showName))
  const shown = steps.filter((step) => step !== undefined)
  const workflowId = text(taken.workflow_id)
  return {
    dropped: [...unknown, ...steps.slice(shown.length).map(() => 'session step: screening')],
    item: {
      provider: 'deepidv',
      id: id.output,
      inquiryId: null,
      status,
      createdAt: instant(taken.created_at),
      startedAt: null,
      expiredAt: status === 'EXPIRED' ? expiresAt : null,
      device: describeDevice(
        taken['meta_data.applicant_submission_device'],
        taken['meta_data.applicant_submission_browser'],
      ),
      network: {
        proxy: null,
        vpn: null,
        tor: null,
        datacenter: null,
        threatLevel: null,
        connectionType: null,
        country: nameCountry(taken['location.country']) ?? findCountry(taken.location),
      },
      flow: {
        type: publicTypeName(taken.type),
        progress: text(taken.session_progress),
        updatedAt: instant(taken.updated_at),
        submittedAt: instant(taken.submitted_at),
        expiresAt,
        openedAt: instant(taken['meta_data.applicant_view_time']),
        externalId: shownExternalId(taken.external_id, externalIdPattern),
        workflow: workflowId === null ? null : { id: workflowId, name: null },
        steps: shown.slice(0, MAX_NAMES),
        uploads: readUploads(taken.uploads, showName),
        checks: Object.fromEntries(
          Object.entries(CHECKS).flatMap(([name, field]) =>
            taken[field] == null ? [] : [[name, flag(taken[field])]],
          ),
        ),
      },
    },
  }
}

/** Whole or not at all: cut, a value could match that does not. */
const shownExternalId = (value: unknown, pattern: RegExp | null): string | null =>
  typeof value === 'string' && isReferenceId(pattern, value) ? value : null

const listTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap((one) => text(one) ?? []) : []

/** Some are named after a prompt of the company's own, which may not be shown. */
function readUploads(value: unknown, showName: ShowName): Record<string, boolean> {
  if (!isFields(value)) return {}
  const uploads = Object.entries(value).flatMap(([name, came]): [string, boolean][] => {
    const shown = showName(normaliseField(name))
    return typeof came === 'boolean' && shown !== null ? [[shown, came]] : []
  })
  return Object.fromEntries(uploads.slice(0, MAX_NAMES))
}
