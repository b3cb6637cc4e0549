/** A provider's document beside our tables, by the command: documents written by hand, as small as they can be. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FIELDS } from '@inquiry-lens/shared/domain/fields.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runHere } from '../../scripts/testing/run-here.ts'
import { compareDocument } from './document.ts'

const object = (properties: object) => ({ type: 'object', properties })
const propertiesOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, {}]))
const answer = (schema: object) => ({
  get: { responses: { 200: { content: { 'application/json': { schema } } } } },
})

const LATER_EVENTS = ['inquiry.created', 'inquiry.paused', 'report/watchlist.ready', 'teapot.boiled']

interface Documented {
  fields?: readonly string[]
  session?: object
  status?: string
}

const FIELDS_NOW = Object.keys(FIELDS['persona.session'])

/** Persona's shape: references, a list of words in a description, names of events in one long list. */
const persona = ({
  fields = FIELDS_NOW,
  session = {},
  status = '- new\n- active\n- expired',
}: Documented) => ({
  paths: {
    '/inquiry-sessions': {},
    '/inquiry-sessions/{inquiry-session-id}': answer(
      object({ data: { $ref: '#/components/schemas/a-session' } }),
    ),
  },
  components: {
    schemas: {
      'a-session': {
        allOf: [
          object({
            attributes: object({
              ...propertiesOf(fields),
              status: { description: `How it stands\n\nPossible values:\n${status}\n\nMore may come.` },
              ...session,
            }),
          }),
        ],
      },
      hook: object({ names: { enum: LATER_EVENTS } }),
    },
  },
})

const DEEPIDV = `
paths:
  /v1/sessions: {}
  /v1/sessions/{id}:
    get:
      responses:
        "200":
          content:
            application/json:
              schema: &answer
                properties:
                  session_record:
                    properties:
                      id: {}
                      status: { enum: [PENDING, SUBMITTED, VERIFIED, REJECTED, VOIDED, EXPIRED, FAILED, PAUSED] }
                      shoe_size: {}
                      meta_data:
                        properties:
                          applicantViewTime: {}
                          applicantShoe: {}
                          failureData:
                            properties:
                              failedAttempts: {}
                              attempts:
                                items:
                                  properties:
                                    reason: { enum: [NO_FACE_DETECTED, HAT_TOO_LARGE] }
                                    slot: {}
                                    failedAt: {}
  /v1/sessions/{session_id}/workflow:
    get:
      responses:
        "200":
          content:
            application/json:
              schema:
                properties:
                  steps:
                    items:
                      properties:
                        step_id: { enum: [ID_VERIFICATION, FACE_LIVENESS, PEP_SANCTIONS, HAT_CHECK] }
                        status: { enum: [PENDING, IN_PROGRESS, COMPLETED, FAILED, SKIPPED] }
`

const driftOf = (document: unknown, table: string) =>
  compareDocument(document)
    ?.drift.filter((one) => one.table === table)
    .map(({ what, name, was }) => [what, ...(was === undefined ? [] : [was, '→']), name].join(' '))

describe('a document', () => {
  it('that has what we have shows no drift', () => {
    expect(driftOf(persona({}), 'persona.session')).toEqual([])
    expect(driftOf(persona({}), 'session statuses')).toEqual([])
  })

  it('names a new field', () => {
    expect(driftOf(persona({ session: { 'shoe-size': {} } }), 'persona.session')).toEqual(['new shoe-size'])
  })

  it('names a new status', () => {
    expect(driftOf(persona({ status: '- new\n- active\n- expired\n- asleep' }), 'session statuses')).toEqual([
      'new asleep',
    ])
  })

  it('names a field that is written differently', () => {
    const fields = FIELDS_NOW.map((name) => (name === 'os-name' ? 'osName' : name))
    expect(driftOf(persona({ fields }), 'persona.session')).toEqual(['changed os-name → osName'])
  })

  it('names new events of open families, and new families, but none of those that are closed on purpose', () => {
    const drift = driftOf(persona({}), 'event names')
    expect(drift?.filter((line) => !line.startsWith('gone'))).toEqual([
      'new inquiry.paused',
      'new teapot.boiled',
    ])
    expect(drift).toContain('gone inquiry.started')
  })

  it.each([null, 7, {}, { paths: { '/teapots': {} } }])('of something else is refused: %j', (document) => {
    expect(compareDocument(document)).toBeUndefined()
  })
})

describe('npm run conformance -- --document', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inquiry-lens-document-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function run(name: string, text: string) {
    const path = join(folder, name)
    await writeFile(path, text)
    const { code, out, err } = await runHere('conformance', ['--document', path])
    return { code, lines: (out || err).trim().split('\n') }
  }

  it('reads YAML, names what is new, and ends with 1', async () => {
    const { code, lines } = await run('openapi.yaml', DEEPIDV)
    expect(code).toBe(1)
    expect(lines.filter((line) => line.startsWith('new'))).toEqual([
      'new     deepidv.session: shoe_size',
      'new     deepidv.session: meta_data.applicant_shoe',
      'new     session statuses: PAUSED',
      'new     steps: HAT_CHECK',
      'new     failure and decline codes: HAT_TOO_LARGE',
    ])
    expect(lines).toContain('  step statuses: 5 names')
  })

  it('reads JSON, and names what it has no more: a field, and whole tables', async () => {
    const fields = FIELDS_NOW.filter((name) => name !== 'is-vpn')
    const { code, lines } = await run('openapi.json', JSON.stringify(persona({ fields })))
    expect(code).toBe(1)
    expect(lines).toEqual(
      expect.arrayContaining([
        'gone    persona.session: is-vpn',
        'gone    persona.inquiry: all of it',
        'gone    persona.verification: all of it',
      ]),
    )
  })

  it('reads a document that has the page of one session alone', async () => {
    const { lines } = await run('one.yaml', DEEPIDV.replace('  /v1/sessions: {}\n', ''))
    expect(lines[0]).toBe('A document of deepidv. Compared:')
  })

  it('reports no agreement where nothing could be compared', async () => {
    const { code, lines } = await run('bare.yaml', 'paths: { /v1/sessions: { get: { responses: {} } } }')
    expect([code, lines[0]]).toEqual([2, expect.stringContaining('no schema of their answers')])
  })

  it('says what it cannot read', async () => {
    expect(await run('teapots.yaml', 'paths: { /teapots: {} }')).toMatchObject({ code: 2 })
    const broken = await run('broken.json', '{')
    expect([broken.code, broken.lines[0]]).toEqual([2, expect.stringContaining('can’t be read')])
  })
})
