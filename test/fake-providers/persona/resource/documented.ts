import { itemAt } from '../../common/item-at.ts'
import type { Feed } from '../../feed/feed.ts'
import type { Resource } from './resource.ts'
import type { EventRow, InquiryRow, SessionRow } from './rows.ts'

/**
 * The examples of Persona's own pages, so that a call copied from there finds something. They are the oldest rows.
 * https://docs.withpersona.com/api-reference/inquiry-sessions/list-all-inquiry-sessions
 */
const SESSION: Resource = {
  type: 'inquiry-session',
  id: 'iqse_ABC123',
  attributes: {
    status: 'expired',
    'created-at': '2023-07-25T04:15:20.000Z',
    'started-at': '2023-07-25T05:14:50.000Z',
    'expired-at': '2023-07-26T05:14:50.000Z',
    'ip-address': '127.0.0.1',
    'user-agent':
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/115.0.0.0 Safari/537.36',
    'os-name': 'Mac',
    'os-full-version': '10.15.7',
    'device-type': 'desktop',
    'browser-name': 'Chrome',
    'browser-full-version': '115.0.0.0',
    'is-proxy': false,
    'is-tor': false,
    'is-datacenter': false,
    'is-vpn': false,
    'threat-level': 'low',
    'country-code': 'US',
    'country-name': 'United States',
    'region-code': 'CA',
    'region-name': 'California',
    latitude: 37.7688,
    longitude: -122.262,
  },
  relationships: {
    inquiry: { data: { type: 'inquiry', id: 'inq_ABC123' } },
    device: { data: { type: 'device', id: 'dev_ABC123' } },
  },
}

const INQUIRY: Resource = {
  type: 'inquiry',
  id: 'inq_ABC123',
  attributes: {
    status: 'expired',
    'reference-id': 'abc-123',
    note: null,
    behaviors: null,
    tags: [],
    creator: 'API',
    'reviewer-comment': null,
    'created-at': '2023-07-25T04:15:20.000Z',
    'updated-at': '2023-09-23T17:14:01.918Z',
    'started-at': '2023-07-25T05:14:50.000Z',
    'expires-at': '2023-09-23T17:14:01.000Z',
    'completed-at': null,
    'failed-at': null,
    'marked-for-review-at': null,
    'decisioned-at': null,
    'expired-at': '2023-09-23T17:14:01.918Z',
    'redacted-at': null,
    'previous-step-name': 'start',
    'next-step-name': 'verification_government_id',
    fields: {},
  },
  relationships: {
    account: { data: { type: 'account', id: 'act_ABC123' } },
    template: { data: null },
    'inquiry-template': { data: { type: 'inquiry-template', id: 'itmpl_ABC123' } },
    'inquiry-template-version': { data: { type: 'inquiry-template-version', id: 'itmplv_ABC123' } },
    transaction: { data: null },
    reviewer: { data: null },
    reports: { data: [] },
    verifications: { data: [] },
    sessions: { data: [{ type: 'inquiry-session', id: 'iqse_ABC123' }] },
    documents: { data: [] },
    selfies: { data: [] },
  },
}

/** Two examples share this ID on the page; an ID can be one event's only. */
const EVENT: Resource = {
  type: 'event',
  id: 'evt_ABC123',
  attributes: {
    name: 'inquiry.expired',
    payload: { data: { type: 'inquiry', id: 'inq_ABC123', attributes: {} } },
    'created-at': '2023-09-23T17:14:01.918Z',
  },
}

export const DOCUMENTED = {
  inquiries: oneRow<InquiryRow>({
    id: INQUIRY.id,
    createdAt: Date.parse('2023-07-25T04:15:20.000Z'),
    accountId: 'act_ABC123',
    templateId: 'itmpl_ABC123',
    status: 'expired',
    tale: undefined,
    write: () => INQUIRY,
  }),
  sessions: oneRow<SessionRow>({ id: SESSION.id, inquiryId: INQUIRY.id, write: () => SESSION }),
  events: oneRow<EventRow>({
    id: EVENT.id,
    name: 'inquiry.expired',
    objectId: INQUIRY.id,
    write: () => EVENT,
  }),
} as const

function oneRow<Row extends { readonly id: string }>(row: Row): Feed<Row> {
  const rows = [row]
  return { length: 1, at: (place) => itemAt(rows, place), placeOf: (id) => (id === row.id ? 0 : undefined) }
}
