import { expect, it } from 'vitest'
import { lossOf, ObjectLost, reportLosses } from './lost-object.ts'

const failure = (properties: object) => Object.assign(new Error('Something'), properties)

it.each([
  [{}, 'ended'],
  [{ retryable: true }, 'ended'],
  [{ durableObjectReset: true, remote: true }, 'ended'],
  [{ retryable: true, overloaded: true }, 'overloaded'],
  [{ remote: true }, undefined],
] as const)('classifies a failure with %j', (properties, loss) => {
  expect(lossOf(failure(properties))).toBe(loss)
})

it('classifies nothing but errors', () => {
  expect([undefined, null, 'text', {}].map(lossOf)).toEqual([undefined, undefined, undefined, undefined])
})

it('rejects with ObjectLost where the object is lost, and passes on answers and other errors', async () => {
  const stub = reportLosses({
    name: 'access-control',
    read: async (id: string) => `read ${id}`,
    end: async () => Promise.reject(failure({})),
    err: async () => Promise.reject(failure({ remote: true })),
  })
  expect(stub.name).toBe('access-control')
  expect(await stub.read('inq_ABC123')).toBe('read inq_ABC123')
  await expect(stub.end()).rejects.toBeInstanceOf(ObjectLost)
  await expect(stub.err()).rejects.not.toBeInstanceOf(ObjectLost)
})
