/**
 * How it looks, where looks decide whether somebody can use it at all: narrow and zoomed (WCAG 1.4.10), in forced colours
 * (1.4.1), by the keyboard (2.4.7, 2.4.11), with a shaky hand (2.5.8), without motion, and to axe in light and dark.
 */
import { readFile } from 'node:fs/promises'
import type { Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { drawIcon, ICONS, iconFile } from '../stage/draw-icon.ts'
import { findViolations } from '../stage/find-violations.ts'
import { EVERY_VIEW, type On, openLook, type Shown, SIZES, type SurfaceName } from './every-view.ts'

/** In CSS pixels. A popup is never narrower than it asks for, and a card is as wide as its frame. */
const WIDTHS: Readonly<Record<SurfaceName, readonly number[]>> = {
  popup: [380],
  panel: [320, 360],
  card: [],
  options: [320, 360, 640],
  admin: [320, 360, 640],
}
/** What a window of 360 px, or the 600 px that a popup may be high, leave at 200 %. */
const ZOOMED: Readonly<Record<SurfaceName, { width: number; height: number } | undefined>> = {
  popup: { width: 380, height: 300 },
  panel: { width: 180, height: 380 },
  card: undefined,
  options: undefined,
  admin: undefined,
}
const MOST_STOPS = 30

let on: On

beforeAll(async () => {
  on = await openLook()
})
afterAll(() => on.stage.close())

describe.each(EVERY_VIEW.map((view) => [view.surface, view.name, view] as const))(
  '%s: %s',
  (surface, _, view) => {
    let shown: Shown
    let looked: Page | Frame

    beforeAll(async () => {
      shown = await view.open(on)
      looked = shown.frame ?? shown.page
    })
    afterEach(async () => {
      await shown.page.setViewportSize(SIZES[surface])
      await shown.page.emulateMedia({
        colorScheme: 'light',
        forcedColors: 'none',
        reducedMotion: 'no-preference',
      })
    })
    afterAll(async () => {
      if (shown.page !== on.options) await shown.page.close()
    })

    it('has nothing that axe objects to, light or dark', async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await shown.page.emulateMedia({ colorScheme })
        expect(await findViolations(looked), colorScheme).toEqual([])
      }
    })

    it('is not wider than there is room for, zoomed neither', async () => {
      const size = SIZES[surface]
      expect(await looked.evaluate(findWide)).toEqual([])
      for (const width of WIDTHS[surface]) {
        await shown.page.setViewportSize({ ...size, width })
        expect(await looked.evaluate(findWide), `${width} px`).toEqual([])
      }
      const zoomed = ZOOMED[surface]
      if (zoomed) {
        await shown.page.setViewportSize(zoomed)
        expect(await looked.evaluate(findWide), '200 %').toEqual([])
      }
    })

    it('has names on what can be pressed, and room to press it', async () => {
      expect(await looked.evaluate(findSmall)).toEqual([])
    })

    it('says in forced colours what it says in colour', async () => {
      await shown.page.emulateMedia({ forcedColors: 'active' })
      expect(await looked.evaluate(findUnsaid)).toEqual([])
    })

    it('keeps still for whoever wants that', async () => {
      await shown.page.emulateMedia({ reducedMotion: 'reduce' })
      expect(await looked.evaluate(() => document.getAnimations().length)).toBe(0)
    })

    it('shows where the keyboard is', async () => {
      // In somebody else’s page the keys are the page’s until the card is given them.
      if (shown.frame) await shown.frame.locator('.card').focus()
      else await shown.page.bringToFront()
      const lost: string[] = []
      for (let stop = 0; stop < MOST_STOPS; stop++) {
        await shown.page.keyboard.press('Tab')
        const found = await looked.evaluate(lookAtFocus)
        if (found) lost.push(found)
      }
      expect(lost).toEqual([])
    })
  },
)

describe('the toolbar’s icon', () => {
  it.each(ICONS)('of $side px is what is drawn', async (icon) => {
    const page = await on.stage.browser.context.newPage()
    const kept = await readFile(iconFile(icon.side), 'base64')
    expect(
      await page.evaluate(findDifference, [
        await drawIcon(page, icon),
        `data:image/png;base64,${kept}`,
      ] as const),
    ).toBeLessThan(0.01)
    await page.close()
  })
})

/** How far two pictures are apart, 0 to 1: another Chromium may round an edge a little differently. */
async function findDifference(addresses: readonly [string, string]): Promise<number> {
  const [one, other] = await Promise.all(
    addresses.map(async (src) => {
      const image = Object.assign(new Image(), { src })
      await image.decode()
      const { naturalWidth: width, naturalHeight: height } = image
      const canvas = Object.assign(document.createElement('canvas'), { width, height })
      const context = canvas.getContext('2d')
      context?.drawImage(image, 0, 0)
      return [...(context?.getImageData(0, 0, width, height).data ?? [])]
    }),
  )
  if (!one || !other || one.length !== other.length || one.length === 0) return 1
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length / 255
}

/** Whatever goes on beyond its right edge, or makes the panel’s own page scroll. */
function findWide(): string[] {
  const all = [document.documentElement, ...document.querySelectorAll('body, body *')]
  return all
    .filter((one) => {
      if (one.scrollWidth <= one.clientWidth) return false
      return one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX)
    })
    .filter((one) => !one.matches('input, textarea'))
    .map((one) => {
      const edge = one.getBoundingClientRect().left + one.clientWidth
      const beyond = [...one.querySelectorAll('*')].filter(
        (inner) => inner.getBoundingClientRect().right > edge + 0.5,
      )
      const culprits = beyond.map((inner) => inner.getAttribute('class') ?? inner.localName)
      return `${one.getAttribute('class') ?? one.localName}: ${one.scrollWidth} > ${one.clientWidth} by ${culprits.slice(0, 6).join(', ')}`
    })
}

/** Pressed by a pointer: 24 × 24 px, but for links in a sentence; and what is an icon alone has its name to see and to hear. */
function findSmall(): string[] {
  const pressed = [
    ...document.querySelectorAll(
      'button, [role=tab], a[href], input[type=checkbox], input[type=radio], summary',
    ),
  ]
  return pressed.flatMap((one) => {
    // A box is as large as the label around it.
    const target = one.closest('label') ?? one
    const { width, height } = target.getBoundingClientRect()
    if (!one.checkVisibility({ visibilityProperty: true }) || width === 0 || one.closest('.unseen')) return []
    const told = one.outerHTML.slice(0, 160)
    const isInSentence = one.localName === 'a' && getComputedStyle(one).display === 'inline'
    const problems: string[] = []
    if (!isInSentence && (width < 24 || height < 24)) problems.push(`${width} × ${height}: ${told}`)
    if (one.localName === 'button' && one.textContent.trim() === '') {
      if (!one.ariaLabel) problems.push(`without a name: ${told}`)
      if (!one.getAttribute('title')) problems.push(`without a title: ${told}`)
    }
    return problems
  })
}

/** What only its colour told: in forced colours all grounds are one, and all text is another. */
function findUnsaid(): string[] {
  const seen = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility())
  const problems: string[] = []
  const edgeOf = (one: Element) => {
    const { borderBottomWidth, borderInlineStartWidth, borderTopColor, backgroundColor } =
      getComputedStyle(one)
    return [borderBottomWidth, borderInlineStartWidth, borderTopColor, backgroundColor].join()
  }
  for (const one of seen) {
    const style = getComputedStyle(one)
    const told = one.outerHTML.slice(0, 140)
    if (
      one.matches('.chip, .environment:not([data-environment=production])') &&
      style.borderTopWidth === '0px'
    )
      problems.push(`no edge: ${told}`)
    if (
      one.matches('button, input') &&
      one.matches('.button, input[type=text], input[type=url]') &&
      style.borderTopWidth === '0px'
    )
      problems.push(`no edge: ${told}`)
    if (one.matches('svg.icon') && style.stroke === style.backgroundColor) problems.push(`not seen: ${told}`)
    // A tone goes with a shape or with words.
    if (
      one.matches('[data-tone]') &&
      one.textContent.trim() === '' &&
      !one.querySelector('svg') &&
      one.localName !== 'progress'
    )
      problems.push(`a tone alone: ${told}`)
  }
  const sample = document.body.appendChild(document.createElement('i'))
  sample.style.cssText = 'background: Highlight; forced-color-adjust: none'
  const highlight = getComputedStyle(sample).backgroundColor
  sample.remove()
  // What is chosen differs from what beside it could be.
  for (const [chosen, others] of [
    ['[aria-selected=true]', '[aria-selected=false]'],
    ['.segment[data-on=true]', '.segment[data-on=false]'],
    ['[aria-pressed=true]', '[aria-pressed=false]'],
    ['.admin-nav [aria-current]', '.admin-nav a:not([aria-current])'],
  ] as const) {
    const one = seen.find((candidate) => candidate.matches(chosen))
    const other = seen.find(
      (candidate) => candidate.matches(others) && candidate.localName === one?.localName,
    )
    if (one && other && !one.matches('.tab') && getComputedStyle(one).backgroundColor !== highlight)
      problems.push(`chosen, and not in the system’s colour for it: ${one.outerHTML.slice(0, 140)}`)
    if (one && other && edgeOf(one) === edgeOf(other))
      problems.push(`chosen by colour alone: ${one.outerHTML.slice(0, 140)}`)
  }
  return problems
}

/** The stop that cannot be seen: without a ring, or under something else. */
function lookAtFocus(): string | undefined {
  const one = document.activeElement
  if (!one || one === document.body || one === document.documentElement) return undefined
  // The fields in one for a date have rings of their own.
  if (one.matches('input[type^=date]')) return undefined
  const ringed = one.closest('.segment') ?? one
  const { outlineStyle, outlineWidth } = getComputedStyle(ringed)
  const told = one.outerHTML.slice(0, 160)
  if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) return `no ring: ${told}`
  const box = ringed.getBoundingClientRect()
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  if (over && (ringed.contains(over) || over.contains(ringed))) return undefined
  return `covered by ${over?.outerHTML.slice(0, 80)}: ${told}`
}
