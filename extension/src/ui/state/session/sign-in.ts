/** The sign-in form: keeps what was typed until the sign-in worked, and shows each problem at its field. */

import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { optionsWords } from '../../../locales/options.ts'
import type { Failure } from '../../../messages/failure.ts'
import type { SendRequest } from '../../request.ts'
import { effectUntil } from '../resource/resource.ts'

export interface SignIn {
  relay: Signal<string>
  code: Signal<string>
  keepSignedIn: Signal<boolean>
  isBusy: ReadonlySignal<boolean>
  /** Set by the administrator, so read-only. */
  isKeepSet: ReadonlySignal<boolean>
  isRelaySet: ReadonlySignal<boolean>
  /** A relay answered at the typed address. */
  isRelayFound: ReadonlySignal<boolean>
  relayProblem: ReadonlySignal<string | undefined>
  codeProblem: ReadonlySignal<string | undefined>
  /** A failure that belongs to neither field. */
  failure: ReadonlySignal<Failure | undefined>
  /** Checks the address before a code is spent on it. */
  checkRelay(): Promise<void>
  submit(): Promise<void>
}

export interface SignInParts {
  request: SendRequest
  /** Receives the relay's origin while the click still counts as one. */
  onSignedIn(origin: string): void
  /** The administrator's; absent or empty: the agent enters the address. */
  relaySet?: ReadonlySignal<string | undefined>
  /** The administrator's; absent or empty: the agent chooses. */
  keepSet?: ReadonlySignal<boolean | undefined>
  abort: AbortSignal
}

const ABOUT_RELAY: ReadonlySet<Failure['code']> = new Set([
  'address-not-valid',
  'not-a-relay',
  'relay-unreachable',
  'relay-timeout',
  'relay-unreadable',
  'relay-too-old',
  'client-too-old',
  'no-such-route',
])
const isAboutCode = (code: Failure['code']): boolean => code.startsWith('pairing-code-')

/** Holds for the text it was given on. */
interface Verdict {
  on: string
  problem?: string
}

const problemOf = (verdict: Verdict | undefined, text: string): string | undefined =>
  verdict?.on === text ? verdict.problem : undefined

export function createSignIn({ request, onSignedIn, relaySet, keepSet, abort }: SignInParts): SignIn {
  const relay = signal('')
  const code = signal('')
  const keepSignedIn = signal(true)
  const isBusy = signal(false)
  const relayVerdict = signal<Verdict | undefined>(undefined)
  const codeVerdict = signal<Verdict | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)

  effectUntil(abort, () => {
    if (relaySet?.value) relay.value = relaySet.value
    if (keepSet?.value !== undefined) keepSignedIn.value = keepSet.value
  })

  function takeFailure(error: Failure, typed: { relay: string; code: string }): void {
    if (isAboutCode(error.code)) codeVerdict.value = { on: typed.code, problem: describeProblem(error) }
    else if (ABOUT_RELAY.has(error.code))
      relayVerdict.value = { on: typed.relay, problem: describeProblem(error) }
    else failure.value = error
  }

  async function checkRelay(): Promise<void> {
    const typed = relay.peek()
    if (typed.trim() === '' || relayVerdict.peek()?.on === typed || isBusy.peek()) return
    const found = await request('app:relay.check', { relay: typed }, abort)
    if (abort.aborted || relay.peek() !== typed) return
    batch(() => {
      failure.value = undefined
      if (!found.ok) return takeFailure(found.error, { relay: typed, code: code.peek() })
      relay.value = found.value.address
      relayVerdict.value = { on: found.value.address }
    })
  }

  function isComplete(typed: { relay: string; code: string }): boolean {
    if (typed.relay.trim() === '') {
      relayVerdict.value = { on: typed.relay, problem: optionsWords.signIn.noRelay }
    }
    if (typed.code.trim() === '') {
      codeVerdict.value = { on: typed.code, problem: optionsWords.signIn.noCode }
    }
    return typed.relay.trim() !== '' && typed.code.trim() !== ''
  }

  async function submit(): Promise<void> {
    const typed = { relay: relay.peek(), code: code.peek() }
    if (isBusy.peek() || !isComplete(typed)) return
    isBusy.value = true
    failure.value = undefined
    const paired = await request('app:account.pair', { ...typed, keepSignedIn: keepSignedIn.peek() }, abort)
    if (abort.aborted) return
    batch(() => {
      isBusy.value = false
      if (paired.ok) code.value = ''
      else takeFailure(paired.error, typed)
    })
    if (paired.ok) onSignedIn(paired.value.relay)
  }

  return {
    relay,
    code,
    keepSignedIn,
    isBusy,
    isKeepSet: computed(() => keepSet?.value !== undefined),
    isRelaySet: computed(() => Boolean(relaySet?.value)),
    isRelayFound: computed(
      () => relayVerdict.value?.on === relay.value && relayVerdict.value.problem === undefined,
    ),
    relayProblem: computed(() => {
      const problem = problemOf(relayVerdict.value, relay.value)
      return problem && relaySet?.value ? `${problem} ${optionsWords.signIn.tellAdmin}` : problem
    }),
    codeProblem: computed(() => problemOf(codeVerdict.value, code.value)),
    failure,
    checkRelay,
    submit,
  }
}

function describeProblem({ code, title, detail, nextStep }: Failure): string {
  if (code === 'address-not-valid' && detail) return detail
  return `${title}. ${nextStep}`
}
