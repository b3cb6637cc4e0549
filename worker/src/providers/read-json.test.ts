import { times } from '@inquiry-lens/shared/testing/thoroughness.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OversizeRow, readJson, readJsonList } from './read-json.ts'

const encoder = new TextEncoder()

function answer(text: string, size = 64_000, type = 'application/json') {
  const bytes = encoder.encode(text)
  let from = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (from >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(from, from + size))
      from += size
    },
  })
  return new Response(body, { headers: { 'Content-Type': type } })
}

const read = (text: string, size?: number) => readJsonList(answer(text, size), 'data', (row) => row)
const large = (bytes: number) => 'x'.repeat(bytes)

describe('a list', () => {
  it('reads as JSON.parse does, however it is split into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 8 }),
        fc.jsonValue(),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async (data, other, size, isLast) => {
          const document = isLast ? { other, nested: { data: [1] }, data } : { data, other }
          const body = await read(JSON.stringify(document, null, size % 3), size)
          const { data: _, ...rest } = JSON.parse(JSON.stringify(document))
          expect(body).toEqual({
            kind: 'read',
            value: { rows: JSON.parse(JSON.stringify(data)), rest: { ...rest, data: [] }, isCut: false },
          })
        },
      ),
      { numRuns: times(60) },
    )
  })

  it.each(['{"data":[1,2', '{"data":[{]}', '{"data":[1 2]}', '}', '', '{"data":[,]}x', '<p>'])(
    'is refused where it is not JSON: %s',
    async (text) => {
      expect((await read(text)).kind).toBe('no-json')
    },
  )

  it('is undefined where the answer has none', async () => {
    expect(await read('{"links":{"data":[1]},"data":7}')).toMatchObject({ value: { rows: undefined } })
    expect((await readJsonList(answer('{"data":[]}', 9, 'text/html'), 'data', (row) => row)).kind).toBe(
      'no-json',
    )
  })

  it.each([
    ['first', `{"id":"evt_2","attributes":{"id":"inner","x":"${large(2_000_000)}"}}`],
    ['last', `{"attributes":{"id":"inner","x":"${large(2_000_000)}"},"id":"evt_2"}`],
  ])('gives a row that is too large as its ID alone, which stands %s', async (_, row) => {
    const body = await read(`{"data":[{"id":"evt_1"},${row},{"id":"evt_3"}],"links":{"next":null}}`)
    expect(body).toEqual({
      kind: 'read',
      value: {
        rows: [{ id: 'evt_1' }, new OversizeRow('evt_2'), { id: 'evt_3' }],
        rest: { data: [], links: { next: null } },
        isCut: false,
      },
    })
  })

  it('returns the rows so far where it is longer than the relay reads', async () => {
    const row = (number: number) => `{"id":"evt_${number}","x":"${large(900_000)}"}`
    const rows = Array.from({ length: 60 }, (_, number) => row(number)).join(',')
    const ids = await readJsonList(answer(`{"data":[${rows}],"links":{}}`), 'data', (one) => Object(one).id)
    if (ids.kind !== 'read') throw new Error(ids.kind)
    expect(ids.value.isCut).toBe(true)
    expect(ids.value.rows?.length).toBeGreaterThan(30)
    expect(ids.value.rows).toEqual(ids.value.rows?.map((_, number) => `evt_${number}`))
  })

  it('returns the rows so far where it ends early, and fails without any row', async () => {
    const broken = (text: string) => {
      let isSent = false
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (isSent) controller.error(new Error('disconnected'))
          else controller.enqueue(encoder.encode(text))
          isSent = true
        },
      })
      return new Response(body, { headers: { 'Content-Type': 'application/json' } })
    }
    const rows = await readJsonList(
      broken('{"data":[{"id":"evt_1"},{"id":"evt_2"},{"id":"evt_3"'),
      'data',
      (row) => row,
    )
    expect(rows).toEqual({
      kind: 'read',
      value: { rows: [{ id: 'evt_1' }, { id: 'evt_2' }], rest: undefined, isCut: true },
    })
    await expect(readJsonList(broken('{"data":[{"id":'), 'data', (row) => row)).rejects.toThrow(
      'disconnected',
    )
  })

  it('returns the ID of a single endless row, and is too large without an ID', async () => {
    const endless = large(40_000_000)
    expect(await read(`{"data":[{"id":"evt_1","x":"${endless}"}]}`)).toEqual({
      kind: 'read',
      value: { rows: [new OversizeRow('evt_1')], rest: undefined, isCut: true },
    })
    expect((await read(`{"data":[{"x":"${endless}","id":"evt_1"}]}`)).kind).toBe('too-large')
    expect((await read(`{"meta":"${large(3_000_000)}","data":[]}`)).kind).toBe('too-large')
  })
})

it('distinguishes an object that is too large from one that is not JSON', async () => {
  expect((await readJson(answer(`{"x":"${large(2_100_000)}"}`))).kind).toBe('too-large')
  expect((await readJson(answer('{'))).kind).toBe('no-json')
  expect(await readJson(answer('{"x":1}', 2))).toEqual({ kind: 'read', value: { x: 1 } })
})
