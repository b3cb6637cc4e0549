/** The relay's contract for the record: reading it, copying it out, and saying what an agent took along. */
import * as v from 'valibot'
import { AuditActionSchema, ChainHeadSchema } from '../audit/chain.ts'
import { InstantSchema, idOf, listOf, MAX_LOOKUPS } from './api.ts'

export * from './audit-answers.ts'

export const AUDIT_LIMIT = { least: 1, most: 1000, usual: 100 } as const
const LIMIT_RULE = `Must be a whole number from ${AUDIT_LIMIT.least} to ${AUDIT_LIMIT.most}`
const CURSOR_RULE = 'Must be the `next` of an earlier answer'
const AGENT_RULE = 'Must be an e-mail address, bootstrap or relay'

/** `GET /v1/audit`. `oldest` first is for copying: it ends where the record ended when the first page was asked for. */
export const AuditQuerySchema = v.pipe(
  v.strictObject({
    agent: v.optional(
      v.pipe(v.string(AGENT_RULE), v.trim(), v.toLowerCase(), v.regex(/^[^\s\p{Cc}]{1,254}$/u, AGENT_RULE)),
    ),
    /** Lines that name this object in any way. */
    id: v.optional(idOf()),
    action: v.optional(listOf(AuditActionSchema, 'actions')),
    /** Of these, those that looked at somebody in particular. */
    viewed: v.optional(v.literal('true', 'Must be true, or left out')),
    from: v.optional(InstantSchema),
    to: v.optional(InstantSchema),
    order: v.optional(v.picklist(['newest', 'oldest'], 'Must be newest or oldest'), 'newest'),
    limit: v.optional(
      v.pipe(
        v.string(LIMIT_RULE),
        v.regex(/^\d{1,4}$/, LIMIT_RULE),
        v.transform(Number),
        v.minValue(AUDIT_LIMIT.least, LIMIT_RULE),
        v.maxValue(AUDIT_LIMIT.most, LIMIT_RULE),
      ),
    ),
    cursor: v.optional(v.pipe(v.string(CURSOR_RULE), v.regex(/^\d{1,15}-\d{1,15}$/, CURSOR_RULE))),
  }),
  v.forward(
    v.check(
      ({ from, to }) => from === undefined || to === undefined || from <= to,
      'Must not be before “from”',
    ),
    ['to'],
  ),
)

/** `POST /v1/audit/exports`: these lines, and all between them, are safe elsewhere. */
export const AuditExportSchema = v.strictObject({ first: ChainHeadSchema, last: ChainHeadSchema })

const IDS_RULE = `Must be a list of 1 to ${MAX_LOOKUPS} object IDs such as inq_ABC123`

/**
 * What is taken: `summary`, a case in words; `reply`, what to tell the customer, which says how it stands with them;
 * `value`, one that was revealed; `rows` of a list. An ID or a link says nothing about anybody: looking it up does, and
 * that leaves a line of its own.
 */
export const COPY_FORMS = ['summary', 'reply', 'value', 'rows'] as const

/**
 * `POST /v1/audit`: what an agent is about to take along. It is asked first, and only what the relay answered with a
 * 204 is put on the clipboard (`copy`) or into a file (`export`): no line, no copy.
 */
export const CopiedSchema = v.strictObject({
  action: v.picklist(['copy', 'export'], 'Must be copy or export'),
  form: v.picklist(COPY_FORMS, `Must be one of ${COPY_FORMS.join(', ')}`),
  ids: v.pipe(
    v.array(idOf(), IDS_RULE),
    v.minLength(1, IDS_RULE),
    v.maxLength(MAX_LOOKUPS, IDS_RULE),
    v.transform((ids) => [...new Set(ids)]),
  ),
})

export type AuditQuery = v.InferOutput<typeof AuditQuerySchema>
export type AuditExport = v.InferOutput<typeof AuditExportSchema>
export type Copied = v.InferOutput<typeof CopiedSchema>
