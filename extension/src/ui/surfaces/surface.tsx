/** The base of every surface: account, lock and clock. */

import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import { can, type Permission } from '@inquiry-lens/shared/contract/permissions.ts'
import type { Language } from '@inquiry-lens/shared/lib/catalogue.ts'
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type ComponentChildren, render, type VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Result } from '../../messages/failure.ts'
import type { Person } from '../../messages/messages.ts'
import { openAdminTab, openOptions } from '../../platform/pages.ts'
import { holdLocal, type StoredItem, waitForMigration } from '../../platform/storage.ts'
import {
  activeAt,
  auditAlarms,
  chosenLanguage,
  isSample,
  type LiveState,
  liveState,
  readAccount,
  readSignedOutReason,
  replyLanguage,
  watchAccount,
  watchSignedOutReason,
} from '../../stored.ts'
import { createAnnouncer } from '../primitives/announcer.tsx'
import { lazy } from '../primitives/lazy.tsx'
import { type Copy, type Surface, SurfaceProvider } from '../primitives/surface-context.ts'
import { requestBackground, type SendRequest } from '../request.ts'
import { createClock, type PageLifecycle, watchPageLifecycle } from '../state/page/page-lifecycle.ts'
import { derivedResource, followStored } from '../state/resource/resource.ts'
import {
  type AccountState,
  type AccountStore,
  type AuditAlarmParts,
  followAccount,
  type Lock,
  type LockParts,
  watchAuditAlarm,
  watchLock,
} from '../state/session/account.ts'
import {
  followLanguage,
  keepReplyLanguage,
  type LanguageStore,
  type OwnLanguage,
  type ReplyLanguageStore,
} from '../state/session/settings.ts'
import type { Copying } from './copying.ts'

const AuditAlarmNotice = lazy(() =>
  import('./shared/signed-in.tsx').then((module) => module.AuditAlarmNotice),
)
const Locked = lazy(() => import('./shared/signed-in.tsx').then((module) => module.Locked))
const SignedOut = lazy(() => import('./shared/signed-in.tsx').then((module) => module.SignedOut))

/** Everything outside the page: the background, the browser's storage, the clock. */
export interface SurfaceDeps extends AccountStore, LockParts, AuditAlarmParts {
  request: SendRequest
  language: LanguageStore
  replyLanguage: ReplyLanguageStore
  /** Adds the audit entry of a copy; if that fails, nothing is copied. */
  recordCopy(copied: Copied): Promise<Result<null>>
  live: Pick<StoredItem<LiveState>, 'get' | 'watch'>
  now(): number
  random(): number
  openOptions(): void
  openAdmin(): void
  view: Window
  abort: AbortSignal
}

export interface SurfaceKit extends PageLifecycle, Copying {
  deps: SurfaceDeps
  who: AccountState
  lock: Lock
  /** The relay's audit log contradicts this browser's checkpoint. */
  isAuditAlarm: ReadonlySignal<boolean>
  /** Whether the current role has the permission. */
  may(permission: Permission): ReadonlySignal<boolean>
  /** Set by surfaces with single-key shortcuts. */
  areKeysOn: Signal<boolean>
  language: OwnLanguage
  /** What the relay has said unasked. */
  live: ReadonlySignal<LiveState | undefined>
  trySamples(): void
  /** Renders a view with its context, again in each language that is chosen. */
  show(view: () => ComponentChildren, own?: Partial<Pick<Surface, 'copy' | 'inserting'>>): void
}

export function createSurfaceKit(deps: SurfaceDeps, copying: Copying): SurfaceKit {
  const { view, request, now, openOptions, openAdmin, abort: ended } = deps
  const surroundings = watchPageLifecycle(view, ended)
  const who = followAccount(deps, ended)
  const clock = createClock({ now, visible: surroundings.visible, abort: ended })
  const lock = watchLock(deps, clock, ended)
  const areKeysOn = signal(false)
  const live = signal<LiveState | undefined>(undefined)
  followStored(deps.live, (told) => (live.value = told), ended)
  const language = followLanguage(deps.language, view.navigator.languages, ended)
  const may: SurfaceKit['may'] = (permission) =>
    computed(() => who.account.value != null && can(who.account.value.role, permission))
  const surface = {
    now: clock,
    areKeysOn,
    isSample: computed(() => who.account.value != null && isSample(who.account.value)),
    policy: copying.policy,
    copy: (wanted: Copy) => copying.copy(wanted),
    replyLanguage: keepReplyLanguage(deps.replyLanguage),
    languages: view.navigator.languages,
    openOptions,
    announce: createAnnouncer(view, ended),
    mayAdmin: may('audit:read'),
    openAdmin,
  }
  return {
    ...surroundings,
    ...copying,
    deps,
    who,
    lock,
    isAuditAlarm: watchAuditAlarm(deps, who, ended),
    may,
    areKeysOn,
    language,
    live,
    trySamples: () => void request('app:account.try-samples', null, ended),
    show(draw, own) {
      const root = view.document.getElementById('app')
      if (!root) throw new Error('The page has no #app')
      render(
        <InLanguage
          language={language.current}
          draw={() => <SurfaceProvider value={{ ...surface, ...own }}>{draw()}</SurfaceProvider>}
        />,
        root,
      )
    },
  }
}

interface InLanguageProps {
  language: ReadonlySignal<Language | undefined>
  /** Makes new elements each time: the same ones would not be drawn again. */
  draw(): VNode
}

function InLanguage({ language: { value: language }, draw }: InLanguageProps) {
  useEffect(() => {
    if (language) document.documentElement.lang = language
  }, [language])
  return language ? draw() : null
}

/**
 * Made for each signed-in person, and aborted when they sign out or the surface locks. Survives a change of role, which
 * `kit.may` follows.
 */
export function forEachAccount<TMade>(
  { who, lock, deps }: SurfaceKit,
  make: (person: Person, abort: AbortSignal) => TMade,
): ReadonlySignal<TMade | undefined> {
  return derivedResource(
    () => (lock.isLocked.value === false ? who.person.value : undefined),
    (person, abort) => (person ? make(person, abort) : undefined),
    deps.abort,
  )
}

interface SignedInProps<TMade> {
  kit: Pick<SurfaceKit, 'who' | 'lock' | 'isAuditAlarm'>
  made: ReadonlySignal<TMade | undefined>
  /** Absent on the card, which stands in a web page. */
  trySamples?: () => void
  children(made: TMade): ComponentChildren
}

/** The view of the account, or the way to sign in or unlock. Empty while that is unknown. */
export function SignedIn<TMade>({ kit, made, trySamples, children }: SignedInProps<TMade>) {
  const { who, lock, isAuditAlarm } = kit
  if (made.value !== undefined) {
    return (
      <>
        {isAuditAlarm.value && <AuditAlarmNotice />}
        {children(made.value)}
      </>
    )
  }
  if (who.account.value && lock.isLocked.value) return <Locked onOpen={lock.open} />
  return who.account.value === null ? <SignedOut reason={who.reason.value} trySamples={trySamples} /> : null
}

/** `cardToken`: the card's, required by its requests. */
export function browserDeps(abort: AbortSignal, cardToken?: string): SurfaceDeps {
  holdLocal(waitForMigration())
  return {
    request: requestBackground,
    recordCopy: (copied) =>
      cardToken === undefined
        ? requestBackground('app:copy.record', copied, abort)
        : requestBackground('card:copy.record', { ...copied, cardToken }, abort),
    notifyLock: () =>
      void (cardToken === undefined
        ? requestBackground('app:lock', null, abort)
        : requestBackground('card:lock', { cardToken }, abort)),
    activeAt,
    auditAlarms,
    language: chosenLanguage,
    replyLanguage,
    live: liveState,
    readAccount,
    watchAccount,
    readSignedOutReason,
    watchSignedOutReason,
    openOptions: () => void openOptions(),
    openAdmin: () => void openAdminTab(),
    now: Date.now,
    random: Math.random,
    view: window,
    abort,
  }
}
