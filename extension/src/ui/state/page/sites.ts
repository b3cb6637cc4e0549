/** The sites on which IDs are marked, and how: what the options change. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Failure } from '../../../messages/failure.ts'
import type { Replies } from '../../../messages/messages.ts'
import { coversAddress, isHostListed } from '../../../platform/site-pattern.ts'
import type { SendRequest } from '../../request.ts'
import { nameSite, parseSite } from './site-pattern.ts'

export type SiteStates = Replies['app:settings.get']['states']

export interface SiteSettings {
  /** `undefined` until they are known. */
  sites: ReadonlySignal<readonly string[] | undefined>
  /** Where nothing is marked on this site all the same. */
  offOn(pattern: string): readonly string[] | 'everything'
  text: Signal<string>
  problem: ReadonlySignal<string | undefined>
  failure: ReadonlySignal<Failure | undefined>
  /** What came of the last change, in words. */
  message: ReadonlySignal<string>
  states: ReadonlySignal<SiteStates | undefined>
  /** To be called in a click: the browser asks the agent first. */
  add(): void
  /** Of a site that the administrator has named. To be called in a click too. */
  allow(pattern: string): void
  remove(pattern: string): void
  /** Looks again at what is marked. */
  refresh(): void
  setStates(states: SiteStates): void
}

export interface SiteSettingsParts {
  request: SendRequest
  requestSite(pattern: string): Promise<boolean>
  abort: AbortSignal
}

export function createSiteSettings({ request, requestSite, abort: ended }: SiteSettingsParts): SiteSettings {
  const sites = signal<readonly string[] | undefined>(undefined)
  const off = signal<readonly string[]>([])
  const states = signal<SiteStates | undefined>(undefined)
  const text = signal('')
  const verdict = signal<{ on: string; problem: string } | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)
  const said = signal('')

  async function list(): Promise<void> {
    const found = await request('app:sites.list', null, ended)
    if (ended.aborted) return
    batch(() => {
      if (found.ok) {
        sites.value = found.value.sites
        off.value = found.value.off
      } else failure.value = found.error
    })
  }

  const offOn = (pattern: string) => hostsWithin(pattern, off.value)

  const formatAllowed = (pattern: string): string =>
    offOn(pattern) === 'everything'
      ? `${nameSite(pattern)} is allowed, but marking there is switched off by your admin.`
      : `IDs on ${nameSite(pattern)} are marked now.`

  async function add(): Promise<void> {
    const typed = text.peek()
    const read = parseSite(typed)
    if (!read.ok) {
      verdict.value = { on: typed, problem: read.problem }
      return
    }
    const { pattern } = read
    const wished = request('app:sites.add', { pattern }, ended)
    const isGranted = await requestSite(pattern)
    const added = await wished
    if (ended.aborted) return
    if (!isGranted) await request('app:sites.remove', { pattern }, ended)
    batch(() => {
      failure.value = added.ok ? undefined : added.error
      if (isGranted) {
        text.value = ''
        if (added.ok) off.value = added.value.off
        said.value = formatAllowed(pattern)
      } else
        verdict.value = {
          on: typed,
          problem: 'Not added: Chrome asks whether to allow it, and it was not allowed.',
        }
    })
    await list()
  }

  async function allow(pattern: string): Promise<void> {
    const isGranted = await requestSite(pattern)
    if (ended.aborted) return
    said.value = isGranted
      ? formatAllowed(pattern)
      : `Chrome was not allowed to let us into ${nameSite(pattern)}.`
    await list()
  }

  async function remove(pattern: string): Promise<void> {
    const removed = await request('app:sites.remove', { pattern }, ended)
    if (ended.aborted) return
    failure.value = removed.ok ? undefined : removed.error
    if (removed.ok) said.value = `${nameSite(pattern)} was removed.`
    await list()
  }

  async function setStates(wanted: SiteStates): Promise<void> {
    const before = states.peek()
    states.value = wanted
    const set = await request('app:settings.set', { states: wanted }, ended)
    if (ended.aborted || set.ok) return
    states.value = before
    failure.value = set.error
  }

  void list()
  void request('app:settings.get', null, ended).then((found) => {
    if (found.ok && !ended.aborted) states.value = found.value.states
  })
  return {
    sites,
    offOn,
    text,
    // A verdict belongs to the text it was given on.
    problem: computed(() => (verdict.value?.on === text.value ? verdict.value.problem : undefined)),
    failure,
    message: said,
    states,
    add: () => void add(),
    allow: (pattern) => void allow(pattern),
    remove: (pattern) => void remove(pattern),
    refresh: () => void list(),
    setStates: (wanted) => void setStates(wanted),
  }
}

/** Of these hosts, those that the site has: `everything` where it has no other. */
export function hostsWithin(pattern: string, hosts: readonly string[]): readonly string[] | 'everything' {
  const [start = '', star = '', rest = ''] = pattern.split(/(\*\.)/)
  // Only a listed host with a star of its own holds all that are below.
  const all = star === '' ? hosts : hosts.filter((host) => host.startsWith('*'))
  if (isHostListed(all, star === '' ? pattern : start + rest)) return 'everything'
  return hosts.filter((host) =>
    coversAddress(pattern, `${new URL(start + rest).protocol}//${host.replace('*.', '')}`),
  )
}
