import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../command-keys.ts'
import { CHROME_SHORTCUTS } from './chrome-shortcuts.ts'

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

  it('would be told of the one that is in branded builds alone', () => {
    expect(CHROME_SHORTCUTS.windowsAndLinux?.['Alt+Shift+']).toContain('I')
    expect(CHROME_SHORTCUTS.chromeOs?.['Alt+Shift+']).toContain('I')
  })
})
