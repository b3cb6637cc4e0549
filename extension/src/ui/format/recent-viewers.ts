/** Who else opened a case, in a line: two agents should not answer one ticket. */
import type { RecentViewer } from '@inquiry-lens/shared/contract/headers.ts'
import { upperInitial } from '@inquiry-lens/shared/lib/initial.ts'
import { caseWords } from '../../locales/case.ts'
import { formatRelative } from './time.ts'

/** `ada.lovelace@…` is Ada Lovelace; an address that does not read as a name stays one. */
export function nameAgent(email: string): string {
  const words = email.replace(/(\+.*)?@.*$/, '').split(/[._-]/)
  return words.every((word) => /^\p{L}{2,}$/u.test(word)) ? words.map(upperInitial).join(' ') : email
}

export interface NamedViewer extends RecentViewer {
  name: string
}

/** Where two are called the same, both are called by their addresses. */
export function nameRecentViewers(viewers: readonly RecentViewer[]): NamedViewer[] {
  const named = viewers.map((viewer) => ({ ...viewer, name: nameAgent(viewer.agent) }))
  return named.map((one) =>
    named.some((other) => other !== one && other.name === one.name) ? { ...one, name: one.agent } : one,
  )
}

/** `Ada opened this 4 min ago, and 2 others before`; `undefined` without viewers. */
export function describeRecentViewers(viewers: readonly NamedViewer[], now: number): string | undefined {
  const [newest, second, ...others] = viewers
  if (!newest) return undefined
  const words = caseWords.viewers
  const when = formatRelative(newest.at, now)
  if (!second) return words.one(newest.name, when)
  if (others.length > 0) return words.more(newest.name, when, others.length + 1)
  return words.two(newest.name, when, second.name, formatRelative(second.at, now))
}
