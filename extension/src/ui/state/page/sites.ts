/** The sites on which IDs are marked, as the options change them. */

import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { optionsWords } from '../../../locales/options.ts'
import type { Failure } from '../../../messages/failure.ts'
import type { Replies } from '../../../messages/messages.ts'
import { coversAddress, isHostListed, isSitePattern, isTooWide } from '../../../site-pattern.ts'
import type { SendRequest } from '../../request.ts'

export type SiteStates = Replies['app:settings.get']['states']

export interface SiteSettings {
  /** `undefined`: loading. */
  sites: ReadonlySignal<readonly string[] | undefined>
  /** Where the relay has switched marking off on this site. */
  offOn(pattern: string): readonly string[] | 'everything'
  text: Signal<string>
  problem: ReadonlySignal<string | undefined>
  failure: ReadonlySignal<Failure | undefined>
  /** The result of the last change. */
  message: ReadonlySignal<string>
  states: ReadonlySignal<SiteStates | undefined>
  /** Call it in a click: the browser asks the agent first. */
  add(): void
  /** Grants a site of the administrator's list. Call it in a click too. */
  allow(pattern: string): void
  remove(pattern: string): void
  refresh(): void
  setStates(states: SiteStates): void
}

export interface SiteSettingsParts {
  request: SendRequest
  requestSite(pattern: string): Promise<boolean>
  abort: AbortSignal
}

export function createSiteSettings({ request, requestSite, abort }: SiteSettingsParts): SiteSettings {
  const sites = signal<readonly string[] | undefined>(undefined)
  const off = signal<readonly string[]>([])
  const states = signal<SiteStates | undefined>(undefined)
  const text = signal('')
  /** Holds for the text it was given on. */
  const verdict = signal<{ on: string; problem: string } | undefined>(undefined)
  const failure = signal<Failure | undefined>(undefined)
  const message = signal('')

  async function list(): Promise<void> {
    const found = await request('app:sites.list', null, abort)
    if (abort.aborted) return
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
      ? optionsWords.sites.allowedButOff(nameSite(pattern))
      : optionsWords.sites.markedNow(nameSite(pattern))

  async function add(): Promise<void> {
    const typed = text.peek()
    const site = parseSite(typed)
    if (!site.ok) {
      verdict.value = { on: typed, problem: site.problem }
      return
    }
    const { pattern } = site
    const adding = request('app:sites.add', { pattern }, abort)
    const isGranted = await requestSite(pattern)
    const added = await adding
    if (abort.aborted) return
    if (!isGranted) await request('app:sites.remove', { pattern }, abort)
    batch(() => {
      failure.value = added.ok ? undefined : added.error
      if (isGranted) {
        text.value = ''
        if (added.ok) off.value = added.value.off
        message.value = formatAllowed(pattern)
      } else
        verdict.value = {
          on: typed,
          problem: optionsWords.sites.notAdded,
        }
    })
    await list()
  }

  async function allow(pattern: string): Promise<void> {
    const isGranted = await requestSite(pattern)
    if (abort.aborted) return
    message.value = isGranted ? formatAllowed(pattern) : optionsWords.sites.notAllowed(nameSite(pattern))
    await list()
  }

  async function remove(pattern: string): Promise<void> {
    const removed = await request('app:sites.remove', { pattern }, abort)
    if (abort.aborted) return
    failure.value = removed.ok ? undefined : removed.error
    if (removed.ok) message.value = `${nameSite(pattern)} was removed.`
    await list()
  }

  async function setStates(wanted: SiteStates): Promise<void> {
    const before = states.peek()
    states.value = wanted
    const set = await request('app:settings.set', { states: wanted }, abort)
    if (abort.aborted || set.ok) return
    states.value = before
    failure.value = set.error
  }

  void list()
  void request('app:settings.get', null, abort).then((found) => {
    if (found.ok && !abort.aborted) states.value = found.value.states
  })
  return {
    sites,
    offOn,
    text,
    problem: computed(() => (verdict.value?.on === text.value ? verdict.value.problem : undefined)),
    failure,
    message,
    states,
    add: () => void add(),
    allow: (pattern) => void allow(pattern),
    remove: (pattern) => void remove(pattern),
    refresh: () => void list(),
    setStates: (wanted) => void setStates(wanted),
  }
}

/** The hosts that the site covers; `everything` if they are the whole site. */
export function hostsWithin(pattern: string, hosts: readonly string[]): readonly string[] | 'everything' {
  const [start = '', star = '', rest = ''] = pattern.split(/(\*\.)/)
  // Subdomains are covered only by a host with a star.
  const all = star === '' ? hosts : hosts.filter((host) => host.startsWith('*'))
  if (isHostListed(all, star === '' ? pattern : start + rest)) return 'everything'
  return hosts.filter((host) =>
    coversAddress(pattern, `${new URL(start + rest).protocol}//${host.replace('*.', '')}`),
  )
}

export type SiteInput = { ok: true; pattern: string } | { ok: false; problem: string }

const LOOPBACK = /^(localhost|127\.0\.0\.1)(:|$)/

/** Parses a typed site: a host, an address on it, or a pattern for its subdomains. */
export function parseSite(text: string): SiteInput {
  const typed = text.trim().toLowerCase()
  const [, scheme, written = ''] = /^(?:(\*|[a-z-]+):\/\/)?([^/?#\s]*)/.exec(typed) ?? []
  const host = toAscii(written)
  if (host === '') return reject(optionsWords.sites.problems.missing)
  const isLoopback = LOOPBACK.test(host)
  if (scheme !== undefined && !['https', '*', ...(isLoopback ? ['http'] : [])].includes(scheme))
    return reject(optionsWords.sites.problems.notHttps)
  if (/^\*(\.[^.]+)?$/.test(host) || isTooWide(`https://${host}/*`))
    return reject(optionsWords.sites.problems.everySite)
  const pattern = `${isLoopback ? 'http' : 'https'}://${host}/*`
  const isSite = isSitePattern(pattern) && (isLoopback || /[^.]\.[^.]/.test(host))
  return isSite ? { ok: true, pattern } : reject(optionsWords.sites.problems.noSite)
}

/** As browsers write it: `hilfe.müller.de` is `hilfe.xn--mller-kva.de`. */
function toAscii(host: string): string {
  const [, star = '', name = ''] = /^(\*\.)?(.*)$/.exec(host) ?? []
  const isPlain = /^[!-~]*$/.test(name)
  return isPlain || !URL.canParse(`https://${name}`) ? host : star + new URL(`https://${name}`).host
}

const reject = (problem: string): SiteInput => ({ ok: false, problem })

/** A pattern without its scheme and path: `acme.zendesk.com`. */
export const nameSite = (pattern: string): string => pattern.replace(/^[a-z]+:\/\//, '').replace(/\/\*$/, '')
