/** Looking up by typing `inq` and an ID into the address bar. */
import { recognise } from '@inquiry-lens/shared/domain/object-id.ts'

import type { Policy } from '../../platform/policy.ts'
import type { IdPattern } from '../../stored.ts'
import { customerPatternsOf } from '../queries/customers.ts'

export function createOmnibox({
  findWindow,
  suggest,
  openPanel,
  showPanel,
  readManaged,
  readIdPatterns,
}: {
  /** The window of the address bar; `undefined` if unknown. */
  findWindow: () => Promise<number | undefined>
  suggest: (description: string) => void
  /** Called in the gesture; Enter in the address bar is not one everywhere. */
  openPanel: (windowId: number) => unknown
  showPanel: (text: string, windowId: number | undefined) => Promise<unknown>
  readManaged: () => Promise<Pick<Policy, 'off'>>
  readIdPatterns: () => Promise<readonly IdPattern[]>
}) {
  /** Read while the agent types: on Enter there is no time to ask. */
  let windowId: number | undefined
  let isOff = false
  let patterns: readonly IdPattern[] = []

  return {
    async start(): Promise<void> {
      isOff = (await readManaged()).off.includes('omnibox')
      patterns = await readIdPatterns()
      windowId = await findWindow()
    },

    change(text: string): void {
      suggest(escapeMarkup(isOff ? SWITCHED_OFF : describe(text, patterns)))
    },

    async enter(text: string): Promise<void> {
      if (isOff) return
      if (windowId !== undefined) openPanel(windowId)
      await showPanel(text, windowId)
    },
  }
}

const SWITCHED_OFF = 'Switched off by your administrator'

function describe(text: string, patterns: readonly IdPattern[]): string {
  const [found, another] = recognise(text).ids
  if (found) return `Look up the ${found.kind} ${found.id}${another ? ', the first of several IDs' : ''}`
  const [own] = customerPatternsOf(text, patterns)
  if (own) return `Look for the cases of ${own.reference}`
  return text.trim() === '' ? 'Paste an ID, or a text with one in it' : 'There is no ID in this yet'
}

/** A suggestion is a piece of XML. */
const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
