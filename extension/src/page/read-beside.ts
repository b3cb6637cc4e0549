/** What stands on a page without being marked there: IDs in addresses and in fields, and frames that we may not enter. */
export interface Beside {
  ids: string[]
  /** Addresses. */
  frames: string[]
}

/** Runs alone in a frame, when the popup opens: refers to nothing outside of itself. A password is never read. */
export function readBeside(): Beside {
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
