/** From deepidv's records to our model, through the field table: only `basic` fields pass, or those of a reveal. */
import { listRevealable } from '@inquiry-lens/shared/contract/reveals.ts'
import { isFlowUnsure, listKnownStatuses } from '@inquiry-lens/shared/domain/case-state.ts'
import type { FailedTry, Session, WorkflowStep } from '@inquiry-lens/shared/domain/model.ts'
import {
  GUIDED_CAPTURE,
  isKnownFailure,
  isMendable,
  isScreening,
  isStepStatusKnown,
  normaliseName,
} from '@inquiry-lens/shared/insight/steps.ts'
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
import {
  describeDevice,
  findCountry,
  NO_COUNTRY,
  nameCountry,
  nameCountryOf,
  publicActionName,
  publicDeclineName,
  publicFailureName,
  publicSlot,
  publicStepName,
  publicTypeName,
} from './names.ts'
import {
  type Fields,
  IdSchema,
  isFields,
  normaliseField,
  normaliseFields,
  takeFields,
  WorkflowSchema,
} from './wire.ts'

/**
 * A session's record that agents may know of. Every projection takes one, and `project` alone makes one, so a hidden
 * session can't be had by ID, case, look-up or reveal.
 */
export class VisibleRecord {
  readonly fields: Fields

  private constructor(fields: Fields) {
    this.fields = fields
  }

  static project<TItem>(
    raw: unknown,
    project: (record: VisibleRecord) => Projection<TItem>,
  ): Projection<TItem> {
    const fields = normaliseFields(raw)
    return isScreeningSession(fields)
      ? { item: null, dropped: ['session row: screening'] }
      : project(new VisibleRecord(fields))
  }
}

function isScreeningSession({ type, workflow_steps: steps }: Fields): boolean {
  if (isScreening(text(type) ?? '')) return true
  return Array.isArray(steps) && steps.length > 0 && steps.every((step) => isScreening(text(step) ?? ''))
}

const CHECKS = {
  idMatchesSelfie: 'analysis_data.id_matches_selfie',
  idMatchesFaceCapture: 'analysis_data.id_matches_face_capture',
  idMatchesLiveness: 'analysis_data.id_matches_liveness',
  documentNotExpired: 'analysis_data.id_analysis_data.expiry_date_pass',
  documentStateValid: 'analysis_data.id_analysis_data.valid_state_pass',
  ageRestrictionPassed: 'analysis_data.id_analysis_data.age_restriction_pass',
} as const

const isPresent = (value: unknown): boolean => value != null && value !== '' && value !== false && value !== 0

const PLACE = 'meta_data.applicant_submission_location_details'

/** What comes from the customer’s own device or document proves that the link was opened, even at an unknown time. */
const isViewed = (taken: Readonly<Record<string, unknown>>): boolean =>
  [
    'meta_data.applicant_view_time',
    'meta_data.applicant_submission_device',
    'meta_data.applicant_submission_browser',
    `${PLACE}.country_iso_code`,
    `${PLACE}.country`,
  ].some((name) => isPresent(taken[name])) ||
  [CHECKS.idMatchesSelfie, CHECKS.idMatchesFaceCapture, CHECKS.idMatchesLiveness].some(
    (name) => taken[name] === true,
  ) ||
  (isFields(taken.uploads) &&
    Object.entries(taken.uploads).some(([name, came]) => came === true && name !== SUMMARY))

/** deepidv writes it itself. */
const SUMMARY = 'pdf_summary'

const MAX_NAMES = 50
const MAX_ATTEMPTS = 100

const DECLINED = 'meta_data.declined_data'

const KNOWN_STATUSES = listKnownStatuses()
const isKnownStatus = (status: string): boolean => KNOWN_STATUSES.session.deepidv.includes(status)
const isKnownProgress = (progress: string): boolean => !isFlowUnsure({ progress })

export function projectDeepidvSession(
  { fields: { id: rawId, ...fields } }: VisibleRecord,
  externalIdPattern: RegExp | null,
  showName: ShowName,
): Projection<Session> {
  const id = v.safeParse(IdSchema, rawId)
  if (!id.success) return { item: null, dropped: ['session row: unreadable'] }
  const { taken, unknown } = takeFields('deepidv.session', fields, ['basic', 'by-pattern'])
  const status = statusOf(taken.status)
  const expiresAt = instant(taken.expires_at)
  const steps = listTexts(taken.workflow_steps).map((step) => publicStepName(step, showName))
  const shown = steps.filter((step) => step !== undefined)
  const workflowId = text(taken.workflow_id)
  const tried = listValues(taken['meta_data.failure_data.attempts']).filter(isFields)
  // A screening’s own is as if it had not been.
  const attempts = tried.map(projectAttempt).filter((attempt) => attempt !== undefined)
  const failedTries = Math.max(
    (asWholeNumber(taken['meta_data.failure_data.failed_attempts']) ?? 0) - (tried.length - attempts.length),
    attempts.length,
  )
  const decline = projectDecline(taken)
  const submittedFrom = nameCountryOf(taken[`${PLACE}.country_iso_code`], taken[`${PLACE}.country`])
  const viewedAt = instant(taken['meta_data.applicant_view_time'])
  return {
    dropped: [
      ...unknown,
      ...steps.slice(shown.length).map(() => 'session step: screening'),
      ...attempts.flatMap(({ dropped }) => dropped),
      ...unknownCode('deepidv.session: status', taken.status, isKnownStatus, 'status'),
      ...unknownCode('deepidv.session: session_progress', taken.session_progress, isKnownProgress, 'status'),
      ...unknownCode(
        `deepidv.session: ${DECLINED}.reason.code`,
        taken[`${DECLINED}.reason.code`],
        isKnownFailure,
      ),
    ],
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
        country:
          nameCountry(taken['location.country']) ??
          findCountry(taken.location) ??
          submittedFrom ??
          NO_COUNTRY,
      },
      flow: {
        type: publicTypeName(taken.type),
        progress: openWord(taken.session_progress),
        updatedAt: instant(taken.updated_at),
        submittedAt: instant(taken.submitted_at),
        expiresAt,
        openedAt: viewedAt,
        ...(viewedAt === null && isViewed(taken) && { isViewed: true }),
        externalId: shownReference(externalIdPattern, taken.external_id),
        workflow: workflowId === null ? null : { id: workflowId, name: null },
        steps: shown.slice(0, MAX_NAMES),
        uploads: readUploads(taken.uploads, showName),
        checks: Object.fromEntries(
          Object.entries(CHECKS).flatMap(([name, field]) =>
            taken[field] == null ? [] : [[name, flag(taken[field])]],
          ),
        ),
        ...(failedTries > 0 && { failures: attempts.flatMap(({ item }) => item ?? []), failedTries }),
        ...(decline && { decline }),
        ...(submittedFrom && { submittedFrom }),
      },
    },
  }
}

const listValues = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(-MAX_ATTEMPTS) : [])

/** `undefined`: of a screening. */
function projectAttempt(raw: unknown): Projection<FailedTry> | undefined {
  const { taken, unknown } = takeFields('deepidv.attempt', raw, ['basic'])
  if (isScreening(text(taken.reason) ?? '')) return undefined
  return {
    dropped: [...unknown, ...unknownCode('deepidv.attempt: reason', taken.reason, isKnownFailure)],
    item: {
      code: publicFailureName(taken.reason),
      slot: publicSlot(taken.slot),
      at: instant(taken.failed_at),
    },
  }
}

/** `undefined`: no rule declined it, as far as deepidv says. */
function projectDecline(
  taken: ReturnType<typeof takeFields<'deepidv.session'>>['taken'],
): FailedTry | undefined {
  const at = instant(taken[`${DECLINED}.declined_at`])
  const declined = taken[`${DECLINED}.declined`]
  if (declined === false || (declined !== true && at === null)) return undefined
  const code = publicDeclineName(taken[`${DECLINED}.reason.code`])
  return { code, slot: code === null ? null : publicSlot(taken[`${DECLINED}.reason.slot`]), at }
}

const listTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap((one) => text(one) ?? []) : []

/** Some uploads are named after the company's own prompts, so names pass the allow-list. */
function readUploads(value: unknown, showName: ShowName): Record<string, boolean> {
  if (!isFields(value)) return {}
  const uploads = Object.entries(value).flatMap(([name, came]): [string, boolean][] => {
    const shown = showName(normaliseField(name))
    return typeof came === 'boolean' && shown !== null ? [[shown, came]] : []
  })
  return Object.fromEntries(uploads.slice(0, MAX_NAMES))
}

const MAX_STEPS = 50

export function projectSteps(raw: readonly unknown[], showName: ShowName): Projection<WorkflowStep[]> {
  const projected = raw.map((one) => projectStep(one, showName))
  return {
    item: projected.flatMap(({ item }) => item ?? []).slice(0, MAX_STEPS),
    dropped: projected.flatMap(({ dropped }) => dropped),
  }
}

function projectStep(raw: unknown, showName: ShowName): Projection<WorkflowStep> {
  const { taken, unknown } = takeFields('deepidv.step', raw, ['basic'])
  const id = text(taken.step_id)
  if (id === null) return { item: null, dropped: ['step: unreadable'] }
  const step = publicStepName(id, showName)
  if (step === undefined) return { item: null, dropped: ['session step: screening'] }
  const publicName = publicFailureName(taken['failure.code']) ?? publicFailureName(taken.failure_reason)
  const isFailed = (taken['failure.code'] ?? taken['failure.user_action'] ?? taken.failure_reason) != null
  const reason = taken['failure.code'] ?? taken.failure_reason
  // What it found is for a reviewer, unless its code says what to mend.
  const isSecret =
    step === GUIDED_CAPTURE &&
    (isFailed || taken.status === 'FAILED') &&
    !(publicName !== null && isMendable(publicName))
  const code = isSecret ? 'FOR_REVIEW' : publicName
  // What to do would tell which check it was.
  const action = code === 'FOR_REVIEW' ? null : publicActionName(taken['failure.user_action'])
  return {
    dropped: [
      ...unknown,
      ...unknownCode('deepidv.step: step_id', normaliseName(id), () => step !== null),
      ...unknownCode('deepidv.step: status', taken.status, isStepStatusKnown, 'status'),
      ...unknownCode('deepidv.step: failure_reason', reason, isKnownFailure),
    ],
    item: {
      step,
      status: statusOf(taken.status),
      attempts: asWholeNumber(taken.attempts),
      startedAt: instant(taken.started_at),
      completedAt: instant(taken.completed_at),
      failure: isFailed || isSecret ? { code, action } : null,
    },
  }
}

/** `null` also where the number is unlimited. */
export const asWholeNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null

export const UNRELATED = 'an answer without what was asked for'

export function projectWorkflowName(
  body: unknown,
  workflowId: string,
  showName: ShowName,
): Projection<string> | string {
  const read = v.safeParse(WorkflowSchema, body)
  if (!read.success) return UNRELATED
  const { id } = read.output
  if (typeof id === 'string' && id.toLowerCase() !== workflowId.toLowerCase()) return UNRELATED
  const { taken, unknown } = takeFields('deepidv.workflow', read.output, ['basic'])
  return { item: showName(taken.name), dropped: unknown }
}

const MAX_VALUE_LENGTH = 2_000

export function projectDeepidvSensitive(
  fields: readonly string[],
  record: VisibleRecord,
): Projection<RevealedFields> {
  const revealable = listRevealable('deepidv.session')
  const values: Readonly<Record<string, unknown>> = takeFields('deepidv.session', record.fields, [
    'sensitive',
    'by-pattern',
  ]).taken
  return {
    dropped: [],
    item: {
      inquiryId: null,
      values: Object.fromEntries(
        fields.filter((field) => revealable.includes(field)).map((field) => [field, textOf(values[field])]),
      ),
    },
  }
}

const textOf = (value: unknown): string | null =>
  typeof value === 'number'
    ? String(value)
    : typeof value === 'string' && value !== ''
      ? value.slice(0, MAX_VALUE_LENGTH)
      : null
