import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../command-keys.ts'

/**
 * Chrome's own shortcuts of the kinds that an extension may suggest (Ctrl or Alt, with or without Shift, and a letter, a
 * digit, a comma or a full stop), for the test of ours. Written down from Chromium's source, branded builds included:
 *
 * - chrome/browser/ui/views/accelerator_table.cc (Windows, Linux, ChromeOS)
 * - chrome/browser/global_keyboard_shortcuts_mac.mm, chrome/browser/ui/cocoa/accelerators_cocoa.mm (macOS)
 * - ash/public/cpp/accelerators.cc (ChromeOS itself)
 *
 * and from https://support.google.com/chrome/answer/157179. Keys are sorted by modifiers; `Ctrl` stands for Command on
 * macOS, as in the manifest.
 */
const CHROME_SHORTCUTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  windowsAndLinux: {
    'Ctrl+': [...'DWFGLOPRSTNEKJHUABCVXYZ', ...'0123456789'],
    'Ctrl+Shift+': [...'ADWGRBMNTPOIJCEVZQY'],
    // Alt with a digit changes tabs on Linux.
    'Alt+': [...'DEF', ...'123456789'],
    // A inactive dialogs, B bookmarks bar, I feedback (branded builds only), T toolbar, N split view;
    // C, P, W, X, Z tab groups.
    'Alt+Shift+': [...'ABITNCPWXZ'],
  },
  macos: {
    'Ctrl+': [...'ABCDEFGHJLMNOPQRSTVWXYZ', ...'0123456789', 'Comma'],
    'Ctrl+Shift+': [...'ABCDFGHIJMNOPQRTVWZ', ...'345'],
    'Alt+': [],
    'Alt+Shift+': [],
  },
  chromeOs: {
    'Ctrl+': [...'DWFGLOPRSTNEKJHUABCVXYZM', ...'0123456789'],
    'Ctrl+Shift+': [...'ADWGRBMNTPOIJCVZQ', '0'],
    'Alt+': [...'DEF', ...'123456789'],
    // L shelf, M files, N notifications, P stylus, S status area, V picture in picture, and Chrome's own.
    'Alt+Shift+': [...'ABITLMNPSV'],
  },
}

const suggested = Object.entries(COMMANDS).map(
  ([name, { suggested_key: keys }]) => [name, keys.default] as const,
)

describe('the suggested shortcuts', () => {
  it('are at most four, as many as Chrome takes, and no two are one', () => {
    expect(suggested.length).toBeLessThanOrEqual(4)
    expect(new Set(suggested.map(([, keys]) => keys)).size).toBe(suggested.length)
  })

  it.each(suggested)('%s: %s is of the form that Chrome takes', (_name, keys) => {
    expect(keys).toMatch(/^(Ctrl|Alt)(\+Shift)?\+([A-Z0-9]|Comma|Period)$/)
  })

  describe.each(Object.entries(CHROME_SHORTCUTS))('on %s', (_platform, taken) => {
    const ofChrome = new Set(
      Object.entries(taken).flatMap(([modifiers, keys]) => keys.map((key) => `${modifiers}${key}`)),
    )

    it.each(suggested)('%s leaves %s to us', (_name, keys) => {
      expect(ofChrome).not.toContain(keys)
    })
  })

  it('covers the shortcut that only branded builds have', () => {
    expect(CHROME_SHORTCUTS.windowsAndLinux?.['Alt+Shift+']).toContain('I')
    expect(CHROME_SHORTCUTS.chromeOs?.['Alt+Shift+']).toContain('I')
  })
})
