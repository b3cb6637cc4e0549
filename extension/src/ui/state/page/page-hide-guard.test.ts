import { describe, expect, it, vi } from 'vitest'
import { createPageHideGuard } from './page-hide-guard.ts'

function setUp() {
  const document = Object.assign(new EventTarget(), { hidden: false })
  const view = Object.assign(new EventTarget(), { document })
  let changeTab = () => {}
  const watchLeaving = createPageHideGuard(view, (onChange) => {
    changeTab = onChange
  })
  const onLeave = vi.fn()
  const ended = new AbortController()
  watchLeaving(onLeave, ended.signal)
  return { document, view, onLeave, ended, changeTab: () => changeTab() }
}

describe('turning away', () => {
  it.each(['blur', 'pagehide'])('is a %s of the window', (name) => {
    const { view, onLeave } = setUp()
    view.dispatchEvent(new Event(name))
    expect(onLeave).toHaveBeenCalledOnce()
  })

  it('is that nobody can see it any more, not that they can again', () => {
    const { document, onLeave } = setUp()
    document.dispatchEvent(new Event('visibilitychange'))
    expect(onLeave).not.toHaveBeenCalled()
    document.hidden = true
    document.dispatchEvent(new Event('visibilitychange'))
    expect(onLeave).toHaveBeenCalledOnce()
  })

  it('is another tab beside the panel', () => {
    const { onLeave, changeTab } = setUp()
    changeTab()
    expect(onLeave).toHaveBeenCalledOnce()
  })

  it('is of no interest once it is over', () => {
    const { view, ended, onLeave } = setUp()
    ended.abort()
    view.dispatchEvent(new Event('blur'))
    expect(onLeave).not.toHaveBeenCalled()
  })
})
