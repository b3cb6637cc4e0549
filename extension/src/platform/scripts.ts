/** Registers and runs our scripts in web pages. */

import { findFramePath, type Inner, placeInFrame } from '../page/card/frame-place.ts'

/** As WXT names what it builds of `entrypoints/page/`, `entrypoints/page-overlay/` and so on. */
const PAGE = { js: ['page.js'], css: ['assets/page.css'] }
const OVERLAY = { js: ['page-overlay.js'] }
const CARD = { js: ['page-card.js'] }
const FINDER = { js: ['page-finder.js'] }
const INSERT = { js: ['page-insert.js'] }
const SCRIPT_ID = 'page'

/** In every frame of these sites as it loads, except on the hosts where marking is off. */
export async function registerPageScript(patterns: readonly string[], off: readonly string[]): Promise<void> {
  const [registered] = await chrome.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] })
  if (patterns.length === 0) {
    if (registered) await chrome.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] })
    return
  }
  const script: chrome.scripting.RegisteredContentScript = {
    id: SCRIPT_ID,
    matches: [...patterns],
    excludeMatches: off.map((host) => `*://${host}/*`),
    ...PAGE,
    allFrames: true,
    // Frames without an address of their own, in which help desks show what a customer wrote.
    matchOriginAsFallback: true,
    runAt: 'document_idle',
    persistAcrossSessions: true,
  }
  if (registered) await chrome.scripting.updateContentScripts([script])
  else await chrome.scripting.registerContentScripts([script])
}

/**
 * Runs now in every frame of the tab that we may enter, and resolves to their documents. Rejects if we may not enter the
 * tab. A script that runs already does nothing.
 */
export async function runPageScript(tabId: number): Promise<string[]> {
  const target = { tabId, allFrames: true }
  await chrome.scripting.insertCSS({ target, files: PAGE.css })
  const results = await chrome.scripting.executeScript({ target, files: PAGE.js })
  return results.map(({ documentId }) => documentId)
}

export async function runOverlayScript(tabId: number, documentId: string): Promise<void> {
  await chrome.scripting.executeScript({ target: { tabId, documentIds: [documentId] }, files: OVERLAY.js })
}

export async function runCardScript(tabId: number, documentId: string): Promise<void> {
  await chrome.scripting.executeScript({ target: { tabId, documentIds: [documentId] }, files: CARD.js })
}

export async function runFinderScript(tabId: number, documentId: string): Promise<void> {
  await chrome.scripting.executeScript({ target: { tabId, documentIds: [documentId] }, files: FINDER.js })
}

/**
 * Resolves to the place of a box in the frame that holds this frame, if we may enter it. The way to it is asked of all
 * frames: the browser says no more of them without a further permission.
 */
export async function findInParent(
  tabId: number,
  path: readonly number[],
  inner: Inner,
): Promise<Inner | undefined> {
  const paths = await chrome.scripting.executeScript({
    target: { tabId, allFrames: true },
    func: findFramePath,
  })
  const wanted = path.slice(0, -1).join()
  const parent = paths.find(({ result }) => result?.join() === wanted)
  const index = path.at(-1)
  if (!parent || index === undefined) return undefined
  const [placed] = await chrome.scripting.executeScript({
    target: { tabId, documentIds: [parent.documentId] },
    func: placeInFrame,
    args: [index, inner],
  })
  return placed?.result ?? undefined
}

/** What every frame that we may enter holds beside its marks. */
export async function findBeside(tabId: number): Promise<Beside> {
  const target = { tabId, allFrames: true }
  const found = await chrome.scripting.executeScript({ target, func: readBeside }).catch(() => [])
  const results = found.flatMap(({ result }) => result ?? [])
  return { ids: results.flatMap(({ ids }) => ids), frames: results.flatMap(({ frames }) => frames) }
}

/** What stands on a page without being marked there: IDs in addresses and in fields, and frames that we may not enter. */
export interface Beside {
  ids: string[]
  /** Addresses. */
  frames: string[]
}

/** Runs alone in a frame, when the popup opens: refers to nothing outside of itself. A password is never read. */
function readBeside(): Beside {
  const fields =
    'input:is([readonly],[disabled]):not([type=password],[type=hidden]),textarea:is([readonly],[disabled])'
  const editors =
    '[role=textbox][aria-readonly=true],:is(.ace_editor,.monaco-editor):has(textarea[readonly]),.cm-content[contenteditable=false]'
  const find = (selector: string) =>
    [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility())
  const texts = find(`a[href*="inq_"],a[href*="iqse_"],${fields},${editors}`).map((one) => {
    if (one instanceof HTMLAnchorElement) return one.href
    return one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement ? one.value : one.textContent
  })
  const frames = find('iframe[src]').filter(
    ({ clientWidth, clientHeight }) => clientWidth > 80 && clientHeight > 20,
  )
  return {
    ids: texts.flatMap((text) => text?.match(/\b(?:inq|iqse)_\w+/g) ?? []),
    frames: frames.flatMap((one) => (one instanceof HTMLIFrameElement ? one.src : [])),
  }
}

/** Resolves to the document: this one, or the tab's page itself. Rejects if it is gone, or we may not enter it. */
export async function runInsertScript(tabId: number, documentId?: string): Promise<string | undefined> {
  const target = documentId === undefined ? { tabId } : { tabId, documentIds: [documentId] }
  const [result] = await chrome.scripting.executeScript({ target, files: INSERT.js })
  return result?.documentId
}
