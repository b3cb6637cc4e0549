import type { JsonObject } from '../../common/json.ts'

/** The example of deepidv's own pages: the oldest row of the sandbox. docs.deepidv.com, "List sessions" */
export const DOCUMENTED_ID = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'
export const DOCUMENTED_CREATED_AT = Date.parse('2025-01-15T10:30:00.000Z')
/** What its example request goes on behind. */
export const DOCUMENTED_TOKEN = 'eyJpZCI6ImFiYzEyMyJ9'
/** What its example requests filter by. */
export const DOCUMENTED_EXTERNAL_ID = 'user-12345'
export const DOCUMENTED_WORKFLOW_ID = 'wf_abc123'

/** As the list's page has it. */
export const DOCUMENTED_ROW: JsonObject = {
  id: DOCUMENTED_ID,
  organization_id: 'org_abc123',
  user_id: 'usr_def456',
  sender_user_id: 'usr_ghi789',
  status: 'VERIFIED',
  type: 'session',
  session_progress: 'COMPLETED',
  created_at: '2025-01-15T10:30:00.000Z',
  updated_at: '2025-01-15T10:45:00.000Z',
}

/** With the fields that Retrieve adds. */
export const DOCUMENTED: JsonObject = {
  ...DOCUMENTED_ROW,
  submitted_at: '2025-01-15T10:42:00.000Z',
  external_id: DOCUMENTED_EXTERNAL_ID,
  workflow_id: DOCUMENTED_WORKFLOW_ID,
  workflow_steps: ['ID_VERIFICATION', 'FACE_LIVENESS'],
  location: { country: 'Canada' },
  meta_data: {
    applicantSubmissionIp: '192.168.1.1, 10.0.0.1',
    applicantSubmissionDevice: 'Mac',
    applicantViewTime: '2025-01-15T10:35:00.000Z',
    applicantSubmissionBrowser: 'Safari',
  },
  uploads: { id_front: true, id_back: true, selfie_front: true },
}
