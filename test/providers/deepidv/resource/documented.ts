import type { JsonObject } from '../../common/json.ts'

/** The example of deepidv's own pages: the oldest row of the sandbox. docs.deepidv.com, "Retrieve session" */
export const DOCUMENTED_ID = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'
export const DOCUMENTED_CREATED_AT = Date.parse('2020-01-15T10:30:00.000Z')

export const DOCUMENTED: JsonObject = {
  id: DOCUMENTED_ID,
  organization_id: 'org_abc123',
  user_id: 'usr_def456',
  sender_user_id: 'usr_ghi789',
  status: 'VERIFIED',
  type: 'session',
  session_progress: 'COMPLETED',
  created_at: '2020-01-15T10:30:00.000Z',
  updated_at: '2020-01-15T11:00:00.000Z',
  submitted_at: '2020-01-15T10:55:00.000Z',
  external_id: 'cust-123456',
  workflow_id: 'c3d4e5f6-a7b8-9012-cdef-123456789012',
  workflow_steps: ['ID_VERIFICATION', 'FACE_LIVENESS'],
  location: { country: 'Canada' },
  meta_data: {
    applicantSubmissionIp: '192.168.1.1, 10.0.0.1',
    applicantSubmissionDevice: 'iPhone',
    applicantViewTime: '2020-01-15T10:45:00.000Z',
    applicantSubmissionBrowser: 'Safari',
  },
  uploads: { id_front: true, id_back: true, selfie_front: true },
}
