import { expect, it } from 'vitest'
import { fail, pageFailure, type Result, succeed } from '../../failure.ts'
import type { Replies } from '../../messages.ts'
import { keepConfig } from './config.ts'

const CONFIG = {
  providers: [],
  eventFamilies: ['inquiry'],
  idPatterns: [],
  wordsNearUuid: [],
  sitesOff: [],
  replies: {},
  replyLanguages: {},
}

it('asks once it is wanted, once at a time, and again only after a failure', async () => {
  const answers: Result<Replies['app:config.get']>[] = [fail(pageFailure('offline')), succeed(CONFIG)]
  let asked = 0
  const { config, want } = keepConfig(
    async () => answers[asked++] ?? succeed(CONFIG),
    new AbortController().signal,
  )
  expect(asked).toBe(0)
  want()
  want()
  await Promise.resolve()
  await Promise.resolve()
  expect([asked, config.value]).toEqual([1, undefined])
  want()
  await Promise.resolve()
  await Promise.resolve()
  want()
  expect([asked, config.value]).toEqual([2, CONFIG])
})
