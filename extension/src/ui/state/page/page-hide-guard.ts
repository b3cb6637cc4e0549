/** The first moment in which the agent may have turned away from a surface. */

interface View extends Pick<EventTarget, 'addEventListener'> {
  document: Pick<EventTarget, 'addEventListener'> & { readonly hidden: boolean }
}

/** `watchTabs`: a side panel stays where it is when its window shows another tab. */
export const createPageHideGuard =
  (view: View, watchTabs: (onChange: () => void, abort: AbortSignal) => void) =>
  (onLeave: () => void, ended: AbortSignal): void => {
    const listen = { signal: ended }
    view.addEventListener('blur', onLeave, listen)
    view.addEventListener('pagehide', onLeave, listen)
    view.document.addEventListener('visibilitychange', () => view.document.hidden && onLeave(), listen)
    watchTabs(onLeave, ended)
  }
