import { signal } from '@preact/signals'
import { expect, it, vi } from 'vitest'
import { localFailure } from '../../../background/relay/failures.ts'
import { err, type Failure, ok } from '../../../messages/failure.ts'
import type { Account } from '../../../messages/messages.ts'
import { stubRequest } from '../testing.ts'
import { createSignIn } from './sign-in.ts'

const ACCOUNT: Account = {
  relay: 'https://lens.example.com',
  email: 'ada@example.com',
  role: 'agent',
  expiresAt: '2027-01-01T00:00:00Z',
  keepSignedIn: true,
}

const failure = (code: Failure['code']): Failure => ({
  code,
  title: 'Said',
  detail: '',
  nextStep: 'Do this.',
})

function setUp(answers: Parameters<typeof stubRequest>[0]) {
  const { request, asked } = stubRequest(answers)
  const onSignedIn = vi.fn()
  const form = createSignIn({ request, onSignedIn, abort: new AbortController().signal })
  form.relay.value = 'lens.example.com'
  form.code.value = ' 7k2qx-9mbd-4tpr '
  return { form, asked, onSignedIn }
}

it('sends what was typed, and tells of the relay it signed in to', async () => {
  const { form, asked, onSignedIn } = setUp({ 'app:account.pair': () => ok(ACCOUNT) })
  form.keepSignedIn.value = true
  await form.submit()
  expect(asked).toEqual([
    {
      name: 'app:account.pair',
      payload: { relay: 'lens.example.com', code: ' 7k2qx-9mbd-4tpr ', keepSignedIn: true },
    },
  ])
  expect(onSignedIn).toHaveBeenCalledWith('https://lens.example.com')
  expect(form.code.value).toBe('')
})

it.each(['pairing-code-wrong', 'pairing-code-used', 'pairing-code-expired', 'pairing-code-dead'] as const)(
  'says %s at the code, and keeps what was typed',
  async (code) => {
    const { form } = setUp({ 'app:account.pair': () => err(failure(code)) })
    await form.submit()
    expect(form.codeProblem.value).toBe('Said. Do this.')
    expect(form.relayProblem.value).toBeUndefined()
    expect(form.code.value).toBe(' 7k2qx-9mbd-4tpr ')
    form.code.value = 'another'
    expect(form.codeProblem.value).toBeUndefined()
  },
)

it.each(['not-a-relay', 'relay-unreachable', 'relay-too-old', 'client-too-old'] as const)(
  'says %s at the address',
  async (code) => {
    const { form } = setUp({ 'app:account.pair': () => err(failure(code)) })
    await form.submit()
    expect(form.relayProblem.value).toBe('Said. Do this.')
    expect(form.codeProblem.value).toBeUndefined()
  },
)

it('shows other failures outside the fields', async () => {
  const { form } = setUp({ 'app:account.pair': () => err(failure('origin-refused')) })
  await form.submit()
  expect(form.failure.value?.code).toBe('origin-refused')
})

it('requires both fields before the request', async () => {
  const { form, asked } = setUp({})
  form.relay.value = ''
  form.code.value = ' '
  await form.submit()
  expect(asked).toEqual([])
  expect(form.relayProblem.value).toMatch(/address/)
  expect(form.codeProblem.value).toMatch(/code/)
})

it('finds the relay before a code is spent, once for each address', async () => {
  const { form, asked } = setUp({
    'app:relay.check': () => ok({ address: 'https://lens.example.com', build: '1' }),
  })
  await form.checkRelay()
  expect(form.relay.value).toBe('https://lens.example.com')
  expect(form.isRelayFound.value).toBe(true)
  await form.checkRelay()
  expect(asked).toHaveLength(1)
  form.relay.value = 'https://other.example.com'
  expect(form.isRelayFound.value).toBe(false)
})

it('shows what to change in an address', async () => {
  const detail = 'Leave out “/x”: https://lens.example.com'
  const { form } = setUp({ 'app:relay.check': () => err(localFailure('address-not-valid', detail)) })
  form.relay.value = 'https://lens.example.com/x'
  await form.checkRelay()
  expect(form.relayProblem.value).toBe(detail)
  expect(form.relay.value).toBe('https://lens.example.com/x')
})

it('an address that the administrator has set stands in the field, and follows the policy', () => {
  const relaySet = signal<string | undefined>('https://set.example.com')
  const { request } = stubRequest({})
  const form = createSignIn({ request, onSignedIn: () => {}, relaySet, abort: new AbortController().signal })
  expect([form.relay.value, form.isRelaySet.value]).toEqual(['https://set.example.com', true])
  relaySet.value = 'https://other.example.com'
  expect(form.relay.value).toBe('https://other.example.com')
  relaySet.value = undefined
  expect(form.isRelaySet.value).toBe(false)
})
