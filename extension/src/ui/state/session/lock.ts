/**
 * The lock as a surface sees it: shut once nobody has touched any surface for a quarter of an hour, on all of them at
 * once; open again at a word.
 */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { type activeAt, isIdle } from '../../../platform/stored.ts'

export interface LockParts {
  view: Pick<EventTarget, 'addEventListener'>
  now(): number
  /** When the agent last touched a surface; where all of them say and read it. */
  activeAt: Pick<typeof activeAt, 'get' | 'set' | 'watch'>
  /** It went shut, so that what was shown is to be forgotten; or somebody opened it. */
  notifyLock(): void
}

export interface Lock {
  /** `undefined`: not known yet. */
  isLocked: ReadonlySignal<boolean | undefined>
  /** The agent is there. Does not open what is shut. */
  touch(): void
  open(): void
}

/** Often enough for a quarter of an hour. */
const NOTE_EVERY_MS = 15_000
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

export function watchLock(
  { view, now, activeAt, notifyLock }: LockParts,
  clock: ReadonlySignal<number>,
  ended: AbortSignal,
): Lock {
  /** `undefined`: not read yet. */
  const active = signal<number | undefined>(undefined)
  const isLocked = computed(() =>
    active.value === undefined ? undefined : isIdle(active.value, clock.value),
  )

  function note(): Promise<void> {
    active.value = now()
    return activeAt.set(now())
  }

  function touch(): void {
    if (isLocked.peek() === false && now() - (active.peek() ?? 0) >= NOTE_EVERY_MS) void note()
  }

  activeAt.watch((at) => {
    // A sign-in that has just begun or ended has all its time before it.
    active.value = at ?? now()
  }, ended)
  void activeAt.get().then((at) => {
    if (ended.aborted || active.peek() !== undefined) return
    if (at === undefined) void note()
    else active.value = at
    touch()
  })
  for (const name of TOUCHES) {
    view.addEventListener(name, touch, { signal: ended, capture: true, passive: true })
  }
  const stop = effect(() => {
    if (isLocked.value) notifyLock()
  })
  ended.addEventListener('abort', stop, { once: true })

  return { isLocked, touch, open: () => void note().then(notifyLock) }
}
