/** Colours and sizes of text are chosen in one place. What lies in other people's pages cannot ask there, so it is compared. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '../..')
const TOKENS = 'ui/styles/tokens.css'

/** In a page there are no tokens. */
const IN_PAGES = ['page/host.css', 'page/card/card.css']
const MARK = 'entrypoints/page/style.css'

const COLOUR = /#[\da-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(/gi
const SIZE = /\b(?:font|font-size|line-height): [^;]*\d(?:px|pt|em|rem|%)/g

const files = (await readdir(SRC, { recursive: true })).filter((file) => file.endsWith('.css'))
const ours = files.filter((file) => file !== TOKENS && file !== MARK && !IN_PAGES.includes(file))

it('there are styles to look at', () => {
  expect(files).toEqual(expect.arrayContaining([TOKENS, MARK, ...IN_PAGES]))
  expect(ours.length).toBeGreaterThan(15)
})

it.each(ours)('%s has no colour and no size of text of its own', async (file) => {
  const css = await readFile(join(SRC, file), 'utf8')
  expect([...css.matchAll(COLOUR), ...css.matchAll(SIZE)].map(([found]) => found)).toEqual([])
})

it.each(ours)('%s moves nothing under prefers-reduced-motion', async (file) => {
  const css = await readFile(join(SRC, file), 'utf8')
  const wished = css.replaceAll(/^@media \(prefers-reduced-motion: no-preference\) \{.*?^\}/gms, '')
  expect([...wished.matchAll(/^ *(?:animation|transition)[\w-]*: [^;]*/gm)].map(([found]) => found)).toEqual(
    [],
  )
})

it.each(ours)('%s asks for no token that there is not', async (file) => {
  const css = await readFile(join(SRC, file), 'utf8')
  const asked = [...css.matchAll(/var\((--[\w-]+)\)/g)].map(([, name = '']) => name)
  const tokens = await readFile(join(SRC, TOKENS), 'utf8')
  expect(asked.filter((name) => !tokens.includes(`${name}:`))).toEqual([])
})

describe('in a page', () => {
  it('what is marked has the colour of the mark', async () => {
    const brand = /--brand: #(..)(..)(..);/.exec(await readFile(join(SRC, TOKENS), 'utf8'))?.slice(1)
    const channels = brand?.map((digits) => Number.parseInt(digits, 16)).join(' ')
    const css = await readFile(join(SRC, MARK), 'utf8')
    const colours = [...css.matchAll(/rgb\((\d+ \d+ \d+)/g)].map(([, colour]) => colour)
    expect(colours).toEqual([channels, channels])
  })

  it.each([...IN_PAGES, 'background/tabs/documents.ts'])(
    '%s has the colours of everywhere else',
    async (file) => {
      const tokens = await readFile(join(SRC, TOKENS), 'utf8')
      const written = await readFile(join(SRC, file), 'utf8')
      const opaque = [...written.matchAll(/#([\da-f]{6}|[\da-f]{3})(?![\da-f])/gi)].map(([, digits = '']) =>
        digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits,
      )
      expect(opaque.length).toBeGreaterThan(0)
      expect(opaque.filter((colour) => !tokens.includes(`#${colour}`))).toEqual([])
    },
  )
})
