import { signal } from '@preact/signals'
import { expect, it } from 'vitest'
import { derivedResource } from './resource.ts'

function setUp() {
  const question = signal('a')
  const ended = new AbortController()
  const hints: AbortSignal[] = []
  const made = derivedResource(
    () => question.value,
    (asked, turn) => {
      hints.push(turn)
      return `made for ${asked}`
    },
    ended.signal,
  )
  return { question, ended, hints, made, isOver: () => hints.map(({ aborted }) => aborted) }
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
