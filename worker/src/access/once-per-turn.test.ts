import { expect, it } from 'vitest'
import { oncePerTurn } from './once-per-turn.ts'

it('is done once for all of a turn, behind the last of them, and anew in the next', async () => {
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

it('what fails, fails for all of its turn and for nobody else', async () => {
  let isBroken = true
  const read = oncePerTurn(() => {
    if (isBroken) throw new Error('broken')
    return 'whole'
  })
  const told = await Promise.allSettled([read(), read()])
  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isBroken = false
  expect(await read()).toBe('whole')
})
