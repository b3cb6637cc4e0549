/** The real outside: the background, the browser's storage, the computer's clock. */

import { readManaged, watchManaged } from '../../platform/managed.ts'
import { openAdminTab, openOptions } from '../../platform/side-panel.ts'
import {
  activeAt,
  readAccount,
  readSignedOutReason,
  recordAlarms,
  replyLanguage,
  watchAccount,
  watchSignedOutReason,
} from '../../platform/stored.ts'
import { askBackground } from '../request.ts'
import type { Outside } from './surface.tsx'

/** `ticket`: of the card, which may ask nothing without. */
export const browserOutside = (signal: AbortSignal, ticket?: string): Outside => ({
  ask: askBackground,
  noteTaken: (taken) =>
    ticket === undefined
      ? askBackground('app:taken.note', taken, signal)
      : askBackground('card:taken.note', { ...taken, ticket }, signal),
  tellLock: () =>
    void (ticket === undefined
      ? askBackground('app:lock', null, signal)
      : askBackground('card:lock', { ticket }, signal)),
  activeAt,
  recordAlarms,
  replyLanguage,
  readAccount,
  watchAccount,
  readSignedOutReason,
  watchSignedOutReason,
  readManaged,
  watchManaged,
  openOptions: () => void openOptions(),
  openAdmin: () => void openAdminTab(),
  now: Date.now,
  random: Math.random,
  view: window,
  signal,
})
