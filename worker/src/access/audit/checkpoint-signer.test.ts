import { expect, it } from 'vitest'
import { oncePerTurn } from './checkpoint-signer.ts'

it('runs once for all calls of a turn, after the last of them, and again in the next', async () => {
  let newest = 0
  let runs = 0
  const read = oncePerTurn(() => {
    runs++
    return newest
  })
  const write = async () => {
    await Promise.resolve()
    newest++
    return read()
  }
  expect(await Promise.all([write(), write(), write()])).toEqual([3, 3, 3])
  expect(runs).toBe(1)
  expect(await write()).toBe(4)
  expect(runs).toBe(2)
})

it('rejects all calls of a turn that fails, and no others', async () => {
  let isBroken = true
  const read = oncePerTurn(() => {
    if (isBroken) throw new Error('broken')
    return 'whole'
  })
  const settled = await Promise.allSettled([read(), read()])
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isBroken = false
  expect(await read()).toBe('whole')
})
