import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { browser } from '../platform/browser.ts'
import { requestBackground } from './request.ts'

const NO_RECEIVER = new Error('Could not establish connection. Receiving end does not exist.')
const STOPPED = new Error(
  'A listener indicated an asynchronous response by returning true, but the message channel closed before a response was received',
)
const ORPHANED = new Error('Extension context invalidated.')
const PAIRING = { relay: 'https://lens.example.com', code: 'ABCD', keepSignedIn: false }

const answering = (...answers: unknown[]) => {
  const send = vi.spyOn(browser.runtime, 'sendMessage')
  for (const answer of answers) {
    if (answer instanceof Error) send.mockRejectedValueOnce(answer)
    else send.mockResolvedValueOnce(answer)
  }
  return send
}

beforeEach(() => fakeBrowser.reset())

describe('askBackground', () => {
  it('sends name and payload, and gives the reply as it came', async () => {
    const reply = { ok: true, value: { items: [], next: null } }
    const send = answering(reply)
    expect(await requestBackground('app:sessions.list', { limit: 5 })).toEqual(reply)
    expect(send).toHaveBeenCalledExactlyOnceWith({ name: 'app:sessions.list', payload: { limit: 5 } })
  })

  it('passes a failure on as a value', async () => {
    const reply = {
      ok: false,
      error: { code: 'signed-out', title: 'You are signed out', detail: '', nextStep: '' },
    }
    answering(reply)
    expect(await requestBackground('app:config.get', null)).toEqual(reply)
  })

  it.each([
    ['was not there yet', NO_RECEIVER],
    ['was stopped before it answered', STOPPED],
    ['answered nothing', undefined],
  ])('asks once more where the background %s', async (_what, first) => {
    const send = answering(first, { ok: true, value: null })
    expect(await requestBackground('app:account.sign-out', null)).toEqual({ ok: true, value: null })
    expect(send).toHaveBeenCalledTimes(2)
  })

  it('asks no third time', async () => {
    const send = answering(STOPPED, STOPPED)
    expect(await requestBackground('app:config.get', null)).toMatchObject({
      ok: false,
      error: { code: 'extension-error' },
    })
    expect(send).toHaveBeenCalledTimes(2)
  })

  it('repeats a pairing only if the background never received it', async () => {
    const send = answering(STOPPED)
    expect(await requestBackground('app:account.pair', PAIRING)).toMatchObject({ ok: false })
    expect(send).toHaveBeenCalledTimes(1)
    answering(NO_RECEIVER, { ok: true, value: {} })
    expect(await requestBackground('app:account.pair', PAIRING)).toMatchObject({ ok: true })
  })

  it('never repeats the request for a pairing code', async () => {
    const send = answering(STOPPED)
    const agent = { email: 'bob@example.com', role: 'agent' } as const
    expect(await requestBackground('app:agents.add', agent)).toMatchObject({ ok: false })
    expect(send).toHaveBeenCalledTimes(1)
  })

  it('says what to do where the extension was updated under the page', async () => {
    const send = answering(ORPHANED)
    expect(await requestBackground('app:config.get', null)).toMatchObject({
      ok: false,
      error: { code: 'extension-error', nextStep: 'Close this page and open it again.' },
    })
    expect(send).toHaveBeenCalledTimes(1)
  })

  it('does not show a reply that is none of ours', async () => {
    answering({ value: 'x' }, 'pong')
    expect(await requestBackground('app:config.get', null)).toMatchObject({
      ok: false,
      error: { code: 'extension-error' },
    })
  })

  it('stops waiting when its signal says so', async () => {
    const send = vi.spyOn(browser.runtime, 'sendMessage').mockReturnValue(new Promise(() => {}))
    const end = new AbortController()
    const answer = requestBackground('app:config.get', null, end.signal)
    end.abort()
    expect(await answer).toMatchObject({ ok: false })
    expect(await requestBackground('app:config.get', null, end.signal)).toMatchObject({ ok: false })
    expect(send).toHaveBeenCalledTimes(1)
  })
})
