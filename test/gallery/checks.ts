/** What holds for every view. Each runs in the page, so it is self-contained, and returns what it finds wrong. */

/**
 * What is visible and wider than its box, in each of these kinds of letters: the page itself, or a part of it that scrolls.
 */
export async function findWide(kinds: Readonly<Record<string, string>>): Promise<string[]> {
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [sheet]
  const find = (): string[] => {
    const all = [document.documentElement, ...document.querySelectorAll('body, body *')]
    return all
      .filter((one) => {
        if (one.scrollWidth <= one.clientWidth || !one.checkVisibility()) return false
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
  const problems: string[] = []
  for (const [kind, style] of Object.entries(kinds)) {
    sheet.replaceSync(style)
    // Behind the frame: what watches its own size has laid itself out by then.
    await new Promise((settle) => requestAnimationFrame(() => setTimeout(settle)))
    problems.push(...find().map((found) => `${innerWidth} px, letters ${kind}: ${found}`))
  }
  document.adoptedStyleSheets = []
  return problems
}

/**
 * What shows less than all of its text, named by what it is and not by its words. Not the provider, device and
 * country in a row, which give way to the rest, nor the provider's own words, nor what holds a long one of these: its page has all of them.
 */
export function listCut(): string[] {
  /** Below the only line of its row. */
  const isLeftOut = (one: Element): boolean => {
    const [box, line] = [one.getBoundingClientRect(), one.parentElement?.getBoundingClientRect()]
    return line !== undefined && box.top + box.height / 2 > line.bottom
  }
  const cut = [...document.querySelectorAll<HTMLElement>('body *')].filter((one) => {
    if (
      !one.checkVisibility() ||
      one.closest('.visually-hidden, .row-provider, .row-device, .row-country, .verbatim')
    )
      return false
    if (one.matches('.row-about > *') && isLeftOut(one))
      return !/supercalifragilistic/i.test(one.parentElement?.textContent ?? '')
    if (one.scrollWidth <= one.clientWidth) return false
    // The lists keep some rows that are out of sight, not always the same.
    if (/supercalifragilistic/i.test(one.textContent)) return false
    const { overflowX, display } = getComputedStyle(one)
    return /hidden|clip/.test(overflowX) && display !== 'inline' && one.textContent.trim() !== ''
  })
  return [
    ...new Set(cut.map((one) => `${one.localName}.${one.className} in ${one.parentElement?.className}`)),
  ].sort()
}

/** How much larger the text is, where a reader has a font larger by a quarter. */
export function measureFont(): number {
  const sizeOf = () => Number.parseFloat(getComputedStyle(document.body).fontSize)
  const usual = sizeOf()
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('html { font-size: 20px !important }')
  document.adoptedStyleSheets = [sheet]
  const larger = sizeOf()
  document.adoptedStyleSheets = []
  return Math.round((larger / usual) * 100) / 100
}

/**
 * Pressed by a pointer: 24 × 24 px that nothing else pressed lies over, but for links in a sentence; and what is an icon alone
 * has its name to see and to hear.
 */
export function findSmall(): string[] {
  const pressed = [
    ...document.querySelectorAll('button, a[href], input, select, textarea, summary, [role], [tabindex]'),
  ].filter((one) => one instanceof HTMLElement && (one.tabIndex >= 0 || one.matches('button, [role=tab]')))
  /** Of what is left of a target beside another: the largest strip that is wide and high enough. */
  const isReduced = (box: DOMRect, over: DOMRect): boolean => {
    const isApart =
      over.right <= box.left || over.left >= box.right || over.bottom <= box.top || over.top >= box.bottom
    if (isApart) return false
    const beside = Math.max(over.left - box.left, box.right - over.right)
    const above = Math.max(over.top - box.top, box.bottom - over.bottom)
    return (beside < 24 || box.height < 24) && (above < 24 || box.width < 24)
  }
  /** What it moves with: what scrolls brings it out from under something else, and what lies over everything is left. */
  const layerOf = (one: Element): Element | undefined => {
    for (let outer = one.parentElement; outer; outer = outer.parentElement) {
      const { position, overflowY } = getComputedStyle(outer)
      if (/fixed|sticky/.test(position) || /auto|scroll/.test(overflowY)) return outer
      if (outer.matches(':modal, :popover-open')) return outer
    }
    return undefined
  }
  const covers = (other: Element, one: Element): boolean => {
    if (other.contains(one) || one.contains(other)) return false
    const [box, over] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
    if (!isReduced(box, over) || layerOf(one) !== layerOf(other)) return false
    const x = (Math.max(box.left, over.left) + Math.min(box.right, over.right)) / 2
    const y = (Math.max(box.top, over.top) + Math.min(box.bottom, over.bottom)) / 2
    const top = document.elementFromPoint(x, y)
    return top !== null && other.contains(top)
  }
  return pressed.flatMap((one) => {
    // A box is as large as the label around it.
    const target = one.closest('label') ?? one
    const { width, height } = target.getBoundingClientRect()
    if (!one.checkVisibility({ visibilityProperty: true }) || width === 0 || one.closest('.visually-hidden'))
      return []
    const told = one.outerHTML.slice(0, 160)
    const isInSentence = one.localName === 'a' && getComputedStyle(one).display === 'inline'
    const problems: string[] = []
    if (!isInSentence && (width < 24 || height < 24)) problems.push(`${width} × ${height}: ${told}`)
    const cover = isInSentence ? undefined : pressed.find((other) => covers(other, one))
    if (cover) problems.push(`under ${cover.outerHTML.slice(0, 80)}: ${told}`)
    if (one.localName === 'button' && one.textContent.trim() === '') {
      if (!one.ariaLabel) problems.push(`without a name: ${told}`)
      if (!one.getAttribute('title')) problems.push(`without a title: ${told}`)
    }
    return problems
  })
}

/** What only its colour told: in forced colours all grounds are one, and all text is another. */
export function findUnsaid(): string[] {
  const seen = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility())
  const problems: string[] = []
  const edgeOf = (one: Element) => {
    const { borderBottomWidth, borderInlineStartWidth, borderTopColor, backgroundColor } =
      getComputedStyle(one)
    return [borderBottomWidth, borderInlineStartWidth, borderTopColor, backgroundColor].join()
  }
  const EDGED =
    '.chip, .environment:not([data-environment=production]), button.button, input:is(.button, [type=text], [type=url])'
  for (const one of seen) {
    const tell = (what: string) => problems.push(`${what}: ${one.outerHTML.slice(0, 140)}`)
    if (one.matches(EDGED) && getComputedStyle(one).borderTopWidth === '0px') tell('no edge')
    if (one.matches('svg.icon')) {
      const { stroke, backgroundColor } = getComputedStyle(one)
      if (stroke === backgroundColor) tell('not seen')
    }
    // A tone goes with a shape or with words.
    const isBare = one.textContent.trim() === '' && !one.querySelector('svg') && one.localName !== 'progress'
    if (isBare && one.matches('[data-tone]')) tell('a tone alone')
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

declare global {
  /** In the page: what has been seen of the stops of the keyboard; `look` sees the one that the last press came to. */
  var stops: { seen: number; isThrough: boolean; problems: string[]; look(): void }
}

/**
 * Looks at each stop that the next presses of Tab come to, from the first one on: it has a ring, lies under nothing else,
 * and stands behind the one before it.
 */
export function watchStops(): void {
  const problems: string[] = []
  let isPressed = false
  globalThis.stops = { seen: 0, isThrough: false, problems, look: lookAtLast }
  const isBefore = (one: Element, other: Element) =>
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  const seen = new Set<Element>()
  let last: Element | undefined
  function isEnd(one: Element): boolean {
    if (one === document.body || one === document.documentElement || seen.has(one)) return true
    // From what lies over everything else, on to the page’s end, and round to its beginning.
    const standing = [...seen].filter(({ isConnected }) => isConnected)
    return standing.length > 0 && standing.every((other) => isBefore(one, other))
  }
  function look(one: Element | null): void {
    stops.seen++
    stops.isThrough ||= !one || isEnd(one)
    if (stops.isThrough || !one) return
    const told = one.outerHTML.slice(0, 160)
    if (last?.isConnected && isBefore(one, last)) problems.push(`out of order: ${told}`)
    // The fields in one for a date have rings of their own, and are several stops.
    const isSeveral = one.matches('input[type^=date]')
    last = isSeveral ? undefined : one
    if (isSeveral) return
    seen.add(one)
    const ringed = one.closest('.segment') ?? one
    const { outlineStyle, outlineWidth } = getComputedStyle(ringed)
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) problems.push(`no ring: ${told}`)
    const box = ringed.getBoundingClientRect()
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    if (over && !ringed.contains(over) && !over.contains(ringed))
      problems.push(`covered by ${over.outerHTML.slice(0, 80)}: ${told}`)
  }
  function lookAtLast(): void {
    if (isPressed) look(document.activeElement)
    isPressed = false
  }
  // The focus goes on behind the press.
  addEventListener(
    'keydown',
    () => {
      lookAtLast()
      isPressed = true
    },
    { capture: true },
  )
  const begin = document.createElement('span')
  begin.tabIndex = -1
  begin.style.position = 'absolute'
  const over = document.querySelector(':modal, :popover-open') ?? document.body
  over.prepend(begin)
  begin.focus({ preventScroll: true })
}

declare global {
  /** In the page: the elements with text, by what decides their contrast. */
  var styled: Map<string, HTMLElement[]>
}

/** What has text, by its colour, its letters and the grounds that it stands on. Returns a name for each. */
export function listStyled(): string[] {
  const grounds = new Map<Element | null, string>()
  globalThis.styled = new Map()
  for (const one of document.querySelectorAll<HTMLElement>('html, body, body *')) {
    const { color, fontSize, fontWeight, position, backgroundColor, backgroundImage, opacity } =
      getComputedStyle(one)
    const below = grounds.get(one.parentElement) ?? ''
    const own = `${backgroundColor} ${backgroundImage} ${opacity}`
    // What is out of the flow may stand over another ground than its parent's.
    const isApart = /absolute|fixed|sticky/.test(position) || own !== 'rgba(0, 0, 0, 0) none 1'
    const ground = /^rgb\(.* none 1$/.test(own) ? own : isApart ? `${below} > ${one.className} ${own}` : below
    grounds.set(one, ground)
    const hasText = [...one.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim())
    if (!hasText && !one.matches('input, select, textarea')) continue
    // As axe: what is disabled may be pale.
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest('.visually-hidden, :disabled'))
      continue
    const name = [color, fontSize, fontWeight, ground].join()
    const others = styled.get(name)
    if (others) others.push(one)
    else styled.set(name, [one])
  }
  return [...styled.keys()]
}

/** The contrast of what has one of these names, and the names that have been found good. */
export async function findPale(wanted: readonly string[]): Promise<{ pale: string[]; good: string[] }> {
  const elements = wanted.flatMap((name) => styled.get(name) ?? []).filter(({ isConnected }) => isConnected)
  if (elements.length === 0) return { pale: [], good: [] }
  const { violations, passes } = await axe.run(
    { include: elements },
    {
      runOnly: ['color-contrast'],
      resultTypes: ['violations', 'passes'],
      selectors: false,
      elementRef: true,
      preload: false,
    },
  )
  const passed = new Set(passes.flatMap(({ nodes }) => nodes.map(({ element }) => element)))
  return {
    pale: violations.flatMap(({ nodes }) =>
      nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    ),
    good: wanted.filter((name) => styled.get(name)?.some((one) => passed.has(one))),
  }
}
