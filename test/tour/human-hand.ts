/**
 * Does things no faster than a person does, and counts: pointing, clicking, pressing keys, reading and making up one's mind
 * take as long as in the keystroke-level model (Card, Moran and Newell, “The keystroke-level model for user performance time
 * with interactive systems”, CACM 23(7), 1980), and reading as long as silent reading of English does on average
 * (Brysbaert, “How many words do we read per minute?”, Journal of Memory and Language 109, 2019).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'

/** Seconds. */
export const PACE = {
  /** The pointer, to a target on the screen. */
  point: 1.1,
  /** A button of the mouse, down and up. */
  click: 0.2,
  /** A key press at average typing speed. */
  key: 0.28,
  /** The hand, between mouse and keyboard. */
  reach: 0.4,
  /** Making up one's mind about what to do next. */
  think: 1.35,
  /** A word, read silently: 238 of them a minute. */
  word: 60 / 238,
} as const

const pause = (seconds: number) => sleep(seconds * 1000)

export interface Hand {
  pointAt(place: { x: number; y: number }): Promise<void>
  click(place: { x: number; y: number }): Promise<void>
  press(...keys: string[]): Promise<void>
  read(text: string): Promise<void>
  think(): Promise<void>
  clicks(): number
  keys(): number
}

export function createHand(page: Page): Hand {
  let clicks = 0
  let keys = 0
  let isAtMouse = true
  async function reachFor(mouse: boolean): Promise<void> {
    if (isAtMouse !== mouse) await pause(PACE.reach)
    isAtMouse = mouse
  }
  async function pointAt({ x, y }: { x: number; y: number }): Promise<void> {
    await reachFor(true)
    await pause(PACE.point)
    await page.mouse.move(x, y, { steps: 8 })
  }
  return {
    pointAt,
    async click(place) {
      await pointAt(place)
      clicks += 1
      await page.mouse.down()
      await pause(PACE.click)
      await page.mouse.up()
    },
    async press(...chord) {
      await reachFor(false)
      keys += chord.length
      await pause(PACE.key * chord.length)
      await page.keyboard.press(chord.join('+'))
    },
    read: (text) => pause(PACE.word * countWords(text)),
    think: () => pause(PACE.think),
    clicks: () => clicks,
    keys: () => keys,
  }
}

export const countWords = (text: string): number => text.match(/\S+/g)?.length ?? 0
