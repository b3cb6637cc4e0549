/** What holds for every view. Each runs in the page by itself, so it holds all that it needs, and says what it finds wrong. */

/** Replaces the style set before; an empty one removes it. Resolves when the page has been laid out with it. */
export async function setStyle(style: string): Promise<void> {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(style)
  document.adoptedStyleSheets = style === '' ? [] : [sheet]
  await new Promise(requestAnimationFrame)
}

/** What is visible and wider than its box: the page itself, or a part of it that scrolls. */
export function findWide(): string[] {
  const all = [document.documentElement, ...document.querySelectorAll('body, body *')]
  return all
    .filter((one) => {
      if (!one.checkVisibility() || one.scrollWidth <= one.clientWidth) return false
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
export function findSmall(): string[] {
  const pressed = [
    ...document.querySelectorAll(
      'button, [role=tab], a[href], input[type=checkbox], input[type=radio], select, summary',
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
    const told = one.outerHTML.slice(0, 140)
    if (one.matches(EDGED) && getComputedStyle(one).borderTopWidth === '0px')
      problems.push(`no edge: ${told}`)
    if (one.matches('svg.icon')) {
      const { stroke, backgroundColor } = getComputedStyle(one)
      if (stroke === backgroundColor) problems.push(`not seen: ${told}`)
    }
    // A tone goes with a shape or with words.
    const isBare = one.textContent.trim() === '' && !one.querySelector('svg') && one.localName !== 'progress'
    if (isBare && one.matches('[data-tone]')) problems.push(`a tone alone: ${told}`)
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

/** So that the next press of Tab comes to the first stop. */
export function goToBegin(): void {
  const begin = document.createElement('span')
  begin.tabIndex = -1
  begin.style.position = 'absolute'
  const over = document.querySelector(':modal, :popover-open') ?? document.body
  over.prepend(begin)
  begin.focus({ preventScroll: true })
}

/**
 * The stop that has just been come to, where something is wrong with it: it has no ring, it lies under something else, or
 * it stands before the one before it. `undefined` once the page has been gone through.
 */
export function lookAtStop(): { problems: string[] } | undefined {
  const one = document.activeElement
  const isBefore = (other: Element | null) =>
    other !== null &&
    one !== null &&
    (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  const first = document.querySelector('[data-stop]')
  const last = document.querySelector('[data-last-stop]')
  if (!one || one === document.body || one === document.documentElement || one.hasAttribute('data-stop'))
    return undefined
  // From what lies over everything else, on to the page’s end, and round to its beginning.
  if (isBefore(first)) return undefined
  const told = one.outerHTML.slice(0, 160)
  const problems: string[] = []
  if (isBefore(last)) problems.push(`out of order: ${told}`)
  last?.removeAttribute('data-last-stop')
  // The fields in one for a date have rings of their own, and are several stops.
  if (one.matches('input[type^=date]')) return { problems: [] }
  one.setAttribute('data-stop', '')
  one.setAttribute('data-last-stop', '')
  const ringed = one.closest('.segment') ?? one
  const { outlineStyle, outlineWidth } = getComputedStyle(ringed)
  if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) problems.push(`no ring: ${told}`)
  const box = ringed.getBoundingClientRect()
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  if (over && !ringed.contains(over) && !over.contains(ringed))
    problems.push(`covered by ${over.outerHTML.slice(0, 80)}: ${told}`)
  return { problems }
}
