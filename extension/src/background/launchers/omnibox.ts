/** Looking up by typing `inq` and an ID into the address bar. */
import { recognise } from '@inquiry-lens/shared/domain/object-id.ts'

import { type BackgroundWords, english } from '../../locales/background.ts'
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
  readWords,
}: {
  /** The window of the address bar; `undefined` if unknown. */
  findWindow: () => Promise<number | undefined>
  suggest: (description: string) => void
  /** Called in the gesture; Enter in the address bar is not one everywhere. */
  openPanel: (windowId: number) => unknown
  showPanel: (text: string, windowId: number | undefined) => Promise<unknown>
  readManaged: () => Promise<Pick<Policy, 'off'>>
  readIdPatterns: () => Promise<readonly IdPattern[]>
  readWords: () => Promise<Pick<BackgroundWords, 'omnibox'>>
}) {
  /** Read while the agent types: on Enter there is no time to ask. */
  let windowId: number | undefined
  let isOff = false
  let patterns: readonly IdPattern[] = []
  let words = english.omnibox

  return {
    async start(): Promise<void> {
      words = (await readWords()).omnibox
      isOff = (await readManaged()).off.includes('omnibox')
      patterns = await readIdPatterns()
      windowId = await findWindow()
    },

    change(text: string): void {
      suggest(escapeMarkup(isOff ? words.off : describe(text, patterns, words)))
    },

    async enter(text: string): Promise<void> {
      if (isOff) return
      if (windowId !== undefined) openPanel(windowId)
      await showPanel(text, windowId)
    },
  }
}

function describe(text: string, patterns: readonly IdPattern[], words: BackgroundWords['omnibox']): string {
  const [found, another] = recognise(text).ids
  if (found) return (another ? words.lookUpFirst : words.lookUp)(found.kind, found.id)
  const [own] = customerPatternsOf(text, patterns)
  if (own) return words.lookFor(own.reference)
  return text.trim() === '' ? words.empty : words.noId
}

/** A suggestion is a piece of XML. */
const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
