/** The real outside: the background, the browser's storage, the computer's clock. */
import { askBackground } from '../platform/ask.ts'
import { openOptions } from '../platform/side-panel.ts'
import { readAccount, readSignedOutReason, watchAccount, watchSignedOutReason } from '../stored.ts'
import type { Outside } from './surface-kit.tsx'

export const browserOutside = (signal: AbortSignal): Outside => ({
  ask: askBackground,
  readAccount,
  watchAccount,
  readSignedOutReason,
  watchSignedOutReason,
  openOptions: () => void openOptions(),
  now: Date.now,
  random: Math.random,
  view: window,
  signal,
})
