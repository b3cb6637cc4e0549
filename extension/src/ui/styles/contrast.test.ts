/** Every colour of text on every ground that it stands on (WCAG 1.4.3, 1.4.6, 1.4.11), in both themes, as written down. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

const TOKENS = await readFile(new URL('tokens.css', import.meta.url), 'utf8')

const THEMES = ['light', 'dark'] as const
type Theme = (typeof THEMES)[number]

const TEXTS = ['text', 'text-soft', 'text-quiet', 'accent']
const TONES = ['good', 'bad', 'attention', 'active']
const GROUNDS = ['ground', 'ground-raised', 'ground-sunken', 'ground-hover', 'idle-ground']
const TONE_GROUNDS = ['good-ground', 'bad-ground', 'attention-ground', 'accent-ground']

/** What is read, and on what. */
const READ: [string, string][] = [
  ...cross([...TEXTS, ...TONES], GROUNDS),
  // Text in messages, on the ground of each tone.
  ...cross(['text', 'text-soft', 'text-quiet', 'accent'], TONE_GROUNDS),
  ['good', 'good-ground'],
  ['bad', 'bad-ground'],
  ['attention', 'attention-ground'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-pressed'],
  ['on-loud', 'loud'],
  ['ground', 'text'],
]

/** What is seen: edges of what can be pressed or typed into, and the ring around what has the focus. */
const SEEN: [string, string][] = [
  ...cross(['line-control', 'accent'], ['ground', 'ground-raised', 'ground-sunken', 'ground-hover']),
  ['accent', 'idle-ground'],
  ['brand', 'ground'],
  ['on-brand', 'brand'],
  ...cross(['line-control', 'accent', 'bad'], TONE_GROUNDS),
]

/** Decorative lines: they need contrast only under `prefers-contrast: more`. */
const DECORATION = ['line', 'line-raised']

describe.each(THEMES)('%s', (theme) => {
  const plain = read(TOKENS.slice(0, TOKENS.indexOf('@media')), theme)
  const more = new Map([
    ...plain,
    ...read(between(TOKENS, '@media (prefers-contrast: more)', '\n}\n'), theme),
  ])

  it('can be read', () => {
    expect(missing(READ, plain, 4.5)).toEqual([])
  })

  it('has edges that can be seen', () => {
    expect(missing(SEEN, plain, 3)).toEqual([])
  })

  it('keeps higher ratios under prefers-contrast: more', () => {
    expect(missing(READ, more, 7)).toEqual([])
    expect(missing([...SEEN, ...cross(DECORATION, GROUNDS)], more, 3)).toEqual([])
  })

  it('has no colour that was not looked at', () => {
    const looked = new Set([...READ, ...SEEN].flat())
    expect([...plain.keys()].filter((name) => !looked.has(name) && !DECORATION.includes(name))).toEqual([])
  })
})

/** Toolbars of Chrome: light, with a theme, dark, incognito. */
it.each(['#ffffff', '#dee1e6', '#35363a', '#202124'])(
  'the mark can be seen on a toolbar of %s',
  (toolbar) => {
    expect(contrast(colourOf(read(TOKENS, 'light'), 'brand'), toolbar)).toBeGreaterThanOrEqual(3)
  },
)

it('measures as WCAG says', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

function cross(names: readonly string[], grounds: readonly string[]): [string, string][] {
  return names.flatMap((name) => grounds.map((ground): [string, string] => [name, ground]))
}

function missing(
  pairs: readonly [string, string][],
  colours: ReadonlyMap<string, string>,
  least: number,
): string[] {
  return pairs.flatMap(([name, ground]) => {
    const found = contrast(colourOf(colours, name), colourOf(colours, ground))
    return found >= least ? [] : [`${name} on ${ground}: ${found.toFixed(2)}`]
  })
}

function colourOf(colours: ReadonlyMap<string, string>, name: string): string {
  // As `base.css` mixes it.
  if (name === 'accent-pressed') return mix(colourOf(colours, 'accent'), colourOf(colours, 'text'), 0.88)
  const colour = colours.get(name)
  if (colour === undefined) throw new Error(`There is no --${name}`)
  return colour
}

/** The colours of a piece of the file; shadows are none. */
function read(css: string, theme: Theme): Map<string, string> {
  const colours = new Map<string, string>()
  for (const [, name = '', light = '', dark = light] of css.matchAll(
    /^ *--([\w-]+): (?:light-dark\()?(#[\da-f]{6})(?:, (#[\da-f]{6})\))?;/gm,
  ))
    colours.set(name, theme === 'light' ? light : dark)
  return colours
}

function between(text: string, from: string, to: string): string {
  const start = text.indexOf(from)
  if (start < 0) throw new Error(`There is no ${from}`)
  return text.slice(start, text.indexOf(to, start))
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}

function mix(one: string, other: string, share: number): string {
  const others = channels(other)
  const mixed = channels(one).map((value, at) => Math.round(value * share + (others[at] ?? 0) * (1 - share)))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
