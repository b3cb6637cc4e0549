/** The real outside: the background, the browser's storage, the computer's clock. */

import { readManagedPolicy, watchManagedPolicy } from '../../platform/policy.ts'
import { openAdminTab, openOptions } from '../../platform/side-panel.ts'
import {
  activeAt,
  auditAlarms,
  readAccount,
  readSignedOutReason,
  replyLanguage,
  watchAccount,
  watchSignedOutReason,
} from '../../platform/stored.ts'
import { requestBackground } from '../request.ts'
import type { SurfaceDeps } from './surface.tsx'

/** `ticket`: of the card, which may ask nothing without. */
export const browserDeps = (abort: AbortSignal, ticket?: string): SurfaceDeps => ({
  request: requestBackground,
  recordCopy: (taken) =>
    ticket === undefined
      ? requestBackground('app:copy.record', taken, abort)
      : requestBackground('card:copy.record', { ...taken, ticket }, abort),
  notifyLock: () =>
    void (ticket === undefined
      ? requestBackground('app:lock', null, abort)
      : requestBackground('card:lock', { ticket }, abort)),
  activeAt,
  auditAlarms,
  replyLanguage,
  readAccount,
  watchAccount,
  readSignedOutReason,
  watchSignedOutReason,
  readManaged: readManagedPolicy,
  watchManaged: watchManagedPolicy,
  openOptions: () => void openOptions(),
  openAdmin: () => void openAdminTab(),
  now: Date.now,
  random: Math.random,
  view: window,
  abort,
})
