import { expect, it } from 'vitest'
import { createSerializedAnswers, render } from './answer.ts'

function open(most?: number) {
  const renderings = createSerializedAnswers(most)
  let count = 0
  const write = (key: string, content: object) =>
    renderings(key, content, () => {
      count++
      return render(content, {})
    })
  return { write, count: () => count }
}

it('writes the same rows once, and what is held anew at once', () => {
  const { write, count } = open()
  const rows = { items: [1] }
  expect(write('first page', rows)).toBe(write('first page', rows))
  expect(count()).toBe(1)
  expect(write('first page', { items: [2] }).body).toBe('{"items":[2]}')
  expect(write('second page', rows).body).toBe('{"items":[1]}')
  expect(count()).toBe(3)
})

it('keeps a few, those used last', () => {
  const { write, count } = open(2)
  const rows = { items: [] }
  for (const key of ['a', 'b', 'a', 'c', 'a']) write(key, rows)
  expect(count()).toBe(3)
  write('b', rows)
  expect(count()).toBe(4)
})
