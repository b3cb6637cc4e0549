/** A shape for each case state, distinguishable without colour. Our surfaces show the same shapes beside words. */
import type { CaseState, Tone } from '@inquiry-lens/shared/domain/case-state.ts'

/** `no-reply`: requested without an answer. */
export type StateShape = CaseState | 'not-found' | 'no-reply'

/** The tone as a class, outlines and fills on a 16 px grid. */
type Shape = readonly [tone: Tone | `${Tone} dashed`, line: string, ...fill: string[]]

const RING = 'M8 2.25a5.75 5.75 0 1 1-.01 0Z'

/** The same tones as in `case-state.ts`, whose words a page doesn't need. */
export const SHAPES: Readonly<Record<StateShape, Shape>> = {
  'not-opened': ['idle dashed', RING],
  'in-progress': ['active', RING, 'M8 4.75a3.25 3.25 0 0 1 0 6.5Z'],
  'waiting-on-us': ['attention', 'M8 1.9 14.1 8 8 14.1 1.9 8ZM8 5.4v3.1M8 10.5v.1'],
  approved: ['good', `${RING}M5.5 8.25l1.85 1.85 3.3-3.9`],
  declined: ['bad', `${RING}M5.75 5.75l4.5 4.5m0-4.5-4.5 4.5`],
  expired: ['idle', `${RING}M8 4.9V8l2.1 1.6`],
  failed: ['bad', 'M8 2.25 14 13.25H2ZM8 6.75v2.75M8 11.4v.1'],
  voided: ['idle', `${RING}M4 12l8-8`],
  redacted: ['idle', 'M2.75 2.75h10.5v10.5H2.75Z', 'M5.25 6.5h5.5v3h-5.5Z'],
  unknown: ['idle', `${RING}M6.4 6.5a1.65 1.65 0 1 1 2.4 1.5Q8 8.4 8 9M8 11v.1`],
  'not-found': ['idle', `${RING}M5.5 8h5`],
  'no-reply': ['idle', 'M3.5 8v.1M8 8v.1M12.5 8v.1'],
}

const SVG = 'http://www.w3.org/2000/svg'

export function drawShape(shown: StateShape): SVGElement {
  const [tone, ...paths] = SHAPES[shown]
  const svg = make('svg', 'viewBox', '0 0 16 16')
  svg.setAttribute('class', tone)
  svg.append(...paths.map((d) => make('path', 'd', d)))
  return svg
}

function make(name: 'svg' | 'path', attribute: string, value: string): SVGElement {
  const element = document.createElementNS(SVG, name)
  element.setAttribute(attribute, value)
  return element
}
