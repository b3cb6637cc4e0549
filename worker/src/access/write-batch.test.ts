import { expect, it } from 'vitest'
import { createWriteBatch } from './write-batch.ts'

function openBatch(write: () => void) {
  const failures: unknown[] = []
  let endTurn: () => void = () => undefined
  const batch = createWriteBatch({
    nextTurn: () => new Promise<void>((end) => (endTurn = end)),
    write,
    fail: (error) => void failures.push(error),
  })
  return { batch, failures, endTurn: () => endTurn() }
}

it('writes once for all that wait, at the end of the turn', async () => {
  let writes = 0
  const { batch, endTurn } = openBatch(() => void writes++)
  await batch.settle()
  const settled: number[] = []
  const all = [1, 2, 3].map(async (number) => {
    batch.schedule()
    await batch.settle()
    settled.push(number)
  })
  await Promise.resolve()
  expect([writes, settled]).toEqual([0, []])
  endTurn()
  await Promise.all(all)
  expect([writes, settled]).toEqual([1, [1, 2, 3]])
  batch.schedule()
  endTurn()
  await batch.settle()
  expect(writes).toBe(2)
})

it('rejects all of a turn that can’t be written, and reports it', async () => {
  const { batch, endTurn, failures } = openBatch(() => {
    throw new Error('full')
  })
  batch.schedule()
  const settled = Promise.allSettled([batch.settle(), batch.settle()])
  endTurn()
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(failures).toHaveLength(1)
})
