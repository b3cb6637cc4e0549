/** Remote and stored values as signals: fetched once, made again for another input, or followed where they are stored. */
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import { wordsReady } from '@inquiry-lens/shared/lib/catalogue.ts'
import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { Failure, Result } from '../../../messages/failure.ts'

export interface Resource<TData> {
  /** `undefined`: not known yet. */
  data: ReadonlySignal<TData | undefined>
  /** Why `data` is missing, or not newer. */
  error: ReadonlySignal<Failure | undefined>
  isFetching: ReadonlySignal<boolean>
  /** Milliseconds since the epoch: when the data was current at its source. */
  asOf: ReadonlySignal<number | undefined>
  refresh(): void
}

/** Facts of a provider, kept fresh by polling. */
export interface ProviderResource<TData> extends Resource<TData> {
  source: ReadonlySignal<Source | undefined>
  /** Milliseconds since the epoch: when the next attempt starts, if the relay named a time. */
  retryAt: ReadonlySignal<number | undefined>
  pace?: ReadonlySignal<PollPace | undefined>
}

/** How a change reaches the surface; `undefined`: not known, or asking fails. `told`: the relay says so. Else milliseconds between polls. */
export type PollPace = 'told' | number

export type ResourceInfo = Omit<ProviderResource<unknown>, 'data'>

/** Fetches on `refresh`. A failure keeps the data. */
export function createResource<TData>(
  fetch: (abort: AbortSignal) => Promise<Result<TData>>,
  abort: AbortSignal,
  readAsOf: (data: TData) => number | undefined = () => undefined,
): Resource<TData> {
  const data = signal<TData | undefined>(undefined)
  const error = signal<Failure | undefined>(undefined)
  const isFetching = signal(false)

  async function refresh(): Promise<void> {
    if (isFetching.peek() || abort.aborted) return
    isFetching.value = true
    const result = await fetch(abort)
    if (abort.aborted) return
    batch(() => {
      isFetching.value = false
      error.value = result.ok ? undefined : result.error
      if (result.ok) data.value = result.value
    })
  }

  return {
    data,
    error,
    isFetching,
    asOf: computed(() => (data.value === undefined ? undefined : readAsOf(data.value))),
    refresh: () => void refresh(),
  }
}

/** Something that a person starts. A failure clears the value of the run before. */
export interface Action<TValue> {
  isBusy: ReadonlySignal<boolean>
  value: ReadonlySignal<TValue | undefined>
  failure: ReadonlySignal<Failure | undefined>
  run(): void
}

export function createAction<TValue>(
  perform: (abort: AbortSignal) => Promise<Result<TValue>>,
  abort: AbortSignal,
): Action<TValue> {
  const { data, error, isFetching, refresh } = createResource(perform, abort)
  return {
    isBusy: isFetching,
    value: computed(() => (error.value ? undefined : data.value)),
    failure: error,
    run: refresh,
  }
}

/** Made for an input, and made again when the input changes, which aborts the one before. */
export function derivedResource<TInput, TMade>(
  readInput: () => TInput,
  make: (input: TInput, abort: AbortSignal) => TMade,
  abort: AbortSignal,
): ReadonlySignal<TMade> {
  let current = new AbortController()
  const remake = (input: TInput): TMade => {
    current.abort()
    current = new AbortController()
    return untracked(() => make(input, AbortSignal.any([current.signal, abort])))
  }
  const made = signal(remake(untracked(readInput)))
  let isFirst = true
  effectUntil(abort, () => {
    const input = readInput()
    if (!isFirst) made.value = remake(input)
    isFirst = false
  })
  return made
}

/** Something whose code loads later than the surface. */
export interface Late<TMade> {
  /** `undefined`: not loaded yet. */
  value: ReadonlySignal<TMade | undefined>
  load(): Promise<TMade>
}

export function createLate<TModule, TMade>(
  importModule: () => Promise<TModule>,
  make: (module: TModule) => TMade,
): Late<TMade> {
  const value = signal<TMade | undefined>(undefined)
  let made: Promise<TMade> | undefined
  const begin = async () => {
    const module = await importModule()
    await wordsReady()
    value.value = make(module)
    return value.value
  }
  return {
    value,
    load() {
      made ??= begin()
      return made
    },
  }
}

/** Reports the stored value now and after each change. A change that arrives during the first read wins. */
export function followStored<TValue>(
  item: {
    get(): Promise<TValue | undefined>
    watch(listener: (value: TValue | undefined) => void, abort: AbortSignal): void
  },
  onValue: (value: TValue | undefined) => void,
  abort: AbortSignal,
): void {
  let hasChanged = false
  item.watch((value) => {
    hasChanged = true
    onValue(value)
  }, abort)
  void item.get().then((value) => {
    if (!abort.aborted && !hasChanged) onValue(value)
  })
}

/** An effect that stops when `abort` does. */
export function effectUntil(abort: AbortSignal, run: Parameters<typeof effect>[0]): void {
  abort.addEventListener('abort', effect(run), { once: true })
}

/** Runs `callback` once, unless `abort` comes first. */
export function runAfter(ms: number, callback: () => void, abort: AbortSignal): void {
  if (abort.aborted) return
  const timer = setTimeout(() => {
    abort.removeEventListener('abort', stop)
    callback()
  }, ms)
  const stop = () => clearTimeout(timer)
  abort.addEventListener('abort', stop, { once: true })
}

/** Compares plain data by its text, whatever the order of keys: Chrome’s storage sorts them. */
export const isSame = (before: unknown, after: unknown): boolean => serialize(before) === serialize(after)

const serialize = (data: unknown) =>
  JSON.stringify(data, (_, one) => (one?.constructor === Object ? Object.entries(one).sort() : one))
