/** The real outside: the background, the browser's storage, the computer's clock. */
import { askBackground } from '../platform/ask.ts'
import { openOptions } from '../platform/side-panel.ts'
import {
  readAccount,
  readRememberedList,
  readSignedOutReason,
  watchAccount,
  watchSignedOutReason,
} from '../stored.ts'
import type { Outside } from './surface-kit.tsx'

export const browserOutside = (signal: AbortSignal): Outside => ({
  ask: askBackground,
  readAccount,
  watchAccount,
  readSignedOutReason,
  watchSignedOutReason,
  readRemembered: readRememberedList,
  openOptions: () => void openOptions(),
  now: Date.now,
  random: Math.random,
  view: window,
  signal,
})
