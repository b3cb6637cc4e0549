/** The fictional customers of both providers, and the answers about their IDs. */
import type { CaseFile, Inquiry, ProviderEvent, Session } from '@inquiry-lens/shared/domain/model.ts'
import { isObjectId } from '@inquiry-lens/shared/domain/object-id.ts'
import type { Lookup, Summary } from '@inquiry-lens/shared/domain/summary.ts'
import { summarizeInquiry, summarizeSession } from '@inquiry-lens/shared/domain/summary.ts'
import { hintsOf } from '@inquiry-lens/shared/insight/hints.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import { makeDeepidvCases } from './deepidv.ts'
import { caseFileOf, makePersonaCases, type SampleCase } from './persona.ts'
import { newestFirst, samplePersonaId } from './sample-ids.ts'

/** Listed, but its case never opens. */
export const FAILING_INQUIRY = samplePersonaId('inq', 12)

export interface SampleWorld {
  /** All of them, newest first. */
  sessions: Readonly<Record<ProviderId, Session[]>>
  events: ProviderEvent[]
  /** All events of the inquiries that these objects belong to. */
  eventsOf(objects: readonly string[]): ProviderEvent[]
  inquiriesOf(whose: { reference?: string | undefined; account?: string | undefined }): Inquiry[]
  lookUp(id: string): Lookup
  caseOf(id: string): CaseFile | undefined
}

/** `begin`: when the sample sign-in began, in milliseconds since the epoch. */
export function makeSampleWorld(begin: number): SampleWorld {
  const inquiries = makePersonaCases(begin)
  const flows = makeDeepidvCases(begin)
  const eventsOf = (cases: readonly SampleCase[]) => newestFirst(cases.flatMap(({ events }) => events))

  function summarize(id: string): Summary | undefined {
    const flow = flows.find(({ session }) => session.id === id)
    if (flow) return summarizeSession(flow.session)
    for (const found of inquiries) {
      const summary = summarizeIn(found, id)
      if (summary) return summary
    }
    return undefined
  }

  return {
    sessions: {
      persona: newestFirst(inquiries.flatMap(({ sessions }) => sessions)),
      deepidv: newestFirst(flows.map(({ session }) => session)),
    },
    events: eventsOf(inquiries),
    eventsOf: (objects) => eventsOf(inquiries.filter((one) => objects.some((id) => isIn(one, id)))),

    inquiriesOf: ({ reference, account }) =>
      newestFirst(
        inquiries
          .map(({ inquiry }) => inquiry)
          .filter(
            ({ referenceId, accountId }) =>
              (reference === undefined || referenceId === reference) &&
              (account === undefined || accountId === account),
          ),
      ),

    lookUp(id) {
      if (id === FAILING_INQUIRY) return { id, outcome: 'not-asked', reason: 'provider-timeout' }
      if (!isObjectId(id, 'inquiry', 'session', 'event'))
        return { id, outcome: 'not-asked', reason: 'no-lookup' }
      const summary = summarize(id)
      return summary ? { id, outcome: 'found', summary } : { id, outcome: 'not-found' }
    },

    caseOf(id) {
      const inquiry = inquiries.find((one) => isIn(one, id))
      const file = inquiry ? caseFileOf(inquiry) : flows.find(({ session }) => session.id === id)
      return file && { ...file, hints: hintsOf(file) }
    },
  }
}

const isIn = ({ inquiry, sessions, events }: SampleCase, id: string): boolean =>
  inquiry.id === id ||
  inquiry.accountId === id ||
  sessions.some((session) => session.id === id) ||
  events.some(({ object }) => object?.id === id)

function summarizeIn({ inquiry, sessions, events }: SampleCase, id: string): Summary | undefined {
  if (inquiry.id === id) return summarizeInquiry(inquiry)
  const session = sessions.find((one) => one.id === id)
  if (session) return summarizeSession(session)
  const event = events.find((one) => one.id === id)
  return (
    event && {
      provider: inquiry.provider,
      kind: 'event',
      id,
      inquiryId: inquiry.id,
      status: null,
      name: event.name,
      at: event.createdAt,
      redacted: false,
      flow: null,
    }
  )
}
