/** Looking up by typing `inq` and an ID into the address bar. */
import { recognise } from '@inquiry-lens/shared/object-id.ts'

import type { Managed } from '../managed.ts'
import type { IdPattern } from '../stored.ts'
import { findReferences } from './id-patterns.ts'

export interface OmniboxParts {
  /** Which window people type in; `undefined` if the browser does not say. */
  findWindow: () => Promise<number | undefined>
  suggest: (description: string) => void
  openPanel: (windowId: number) => Promise<void>
  openPanelTab: () => Promise<void>
  focusPanel: (text: string) => Promise<void>
  readManaged: () => Promise<Pick<Managed, 'off'>>
  readIdPatterns: () => Promise<readonly IdPattern[]>
}

export function createOmnibox(parts: OmniboxParts) {
  const { findWindow, suggest, openPanel, openPanelTab, focusPanel, readManaged, readIdPatterns } = parts
  /** Found out while people type: once they press Enter there is no time left to ask. */
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
      const opened = windowId === undefined ? Promise.reject() : openPanel(windowId)
      const focused = focusPanel(text)
      // Enter in the address bar is not a gesture everywhere.
      await opened.catch(openPanelTab)
      await focused
    },
  }
}

const SWITCHED_OFF = 'Switched off by your administrator'

function describe(text: string, patterns: readonly IdPattern[]): string {
  const [found, another] = recognise(text).ids
  if (found) return `Look up the ${found.kind} ${found.id}${another ? ', the first of several IDs' : ''}`
  const [own] = findReferences(text, patterns)
  if (own) return `Look for the cases of ${own.reference}`
  return text.trim() === '' ? 'Paste an ID, or a text with one in it' : 'There is no ID in this yet'
}

/** A suggestion is a piece of XML. */
const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
