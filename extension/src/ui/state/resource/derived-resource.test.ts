import { signal } from '@preact/signals'
import { expect, it } from 'vitest'
import { makeFor } from './derived-resource.ts'

function setUp() {
  const question = signal('a')
  const ended = new AbortController()
  const signals: AbortSignal[] = []
  const made = makeFor(
    () => question.value,
    (asked, turn) => {
      signals.push(turn)
      return `made for ${asked}`
    },
    ended.signal,
  )
  return { question, ended, signals, made, isOver: () => signals.map(({ aborted }) => aborted) }
}

it('is there at once, and is another one for another question', () => {
  const { question, made, isOver } = setUp()
  expect(made.value).toBe('made for a')
  question.value = 'b'
  expect(made.value).toBe('made for b')
  expect(isOver()).toEqual([true, false])
})

it('makes nothing more once its surface has ended', () => {
  const { question, ended, made, isOver } = setUp()
  ended.abort()
  question.value = 'b'
  expect(made.value).toBe('made for a')
  expect(isOver()).toEqual([true])
})
