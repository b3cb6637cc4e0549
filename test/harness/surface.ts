/**
 * The true popup and side panel. They are no pages to Playwright, only debugging targets, so what is done to them goes
 * through the protocol: evaluate, press, take a picture.
 */
import { Buffer } from 'node:buffer'
import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession } from 'playwright-core'
import * as v from 'valibot'

const PATIENCE_MS = 20_000
/** Between two looks: each costs what it looks at as much as the machine beside it. */
const POLL_MS = 50

const KEY_CODES = { Enter: 13, Escape: 27, Tab: 9, ArrowDown: 40, End: 35 } as const

export interface Surface {
  /** The value of an expression in it, through JSON. */
  evaluate(expression: string): Promise<unknown>
  /** Resolves once the expression holds. */
  waitFor(expression: string): Promise<void>
  /** Presses the first element that the selector finds as a mouse would. */
  click(selector: string): Promise<void>
  /** The same for a button or a tab by what it says. */
  clickButton(name: string): Promise<void>
  /** Into what has the focus. */
  type(text: string): Promise<void>
  press(key: keyof typeof KEY_CODES): Promise<void>
  setColorScheme(scheme: 'light' | 'dark'): Promise<void>
  takePicture(file: string): Promise<void>
}

const ReplySchema = v.object({
  id: v.number(),
  result: v.optional(v.unknown()),
  error: v.optional(v.object({ message: v.string() })),
})
const EvaluatedSchema = v.object({
  result: v.object({ value: v.optional(v.unknown()) }),
  exceptionDetails: v.optional(
    v.object({ text: v.string(), exception: v.optional(v.object({ description: v.optional(v.string()) })) }),
  ),
})
const PictureSchema = v.object({ data: v.string() })
const BoxSchema = v.object({ x: v.number(), y: v.number() })

const NO_SURFACES: ReadonlySet<string> = new Set(['tab', 'iframe', 'service_worker'])

/** `isWanted`: an expression that tells it from others at the same address. */
export async function attachSurface(cdp: CDPSession, address: string, isWanted = 'true'): Promise<Surface> {
  const giveUpAt = Date.now() + PATIENCE_MS
  for (;;) {
    for (const targetId of await findTargets(cdp, address)) {
      const surface = await attachTarget(cdp, targetId)
      if (await surface.evaluate(isWanted)) return surface
    }
    if (Date.now() > giveUpAt) throw new Error(`Nothing opened at ${address}`)
    await sleep(POLL_MS)
  }
}

async function attachTarget(cdp: CDPSession, targetId: string): Promise<Surface> {
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: false })
  const waiting = new Map<number, (reply: v.InferOutput<typeof ReplySchema>) => void>()
  let lastId = 0
  cdp.on('Target.receivedMessageFromTarget', ({ sessionId: from, message }) => {
    if (from !== sessionId) return
    const reply = v.safeParse(v.pipe(v.string(), v.parseJson(), ReplySchema), message)
    if (reply.success) waiting.get(reply.output.id)?.(reply.output)
  })
  let isClosed = false
  cdp.on('Target.detachedFromTarget', ({ sessionId: from }) => {
    if (from !== sessionId) return
    isClosed = true
    for (const [id, settle] of waiting) settle({ id, error: { message: 'The surface has closed' } })
  })

  async function send(method: string, params: object = {}): Promise<unknown> {
    const id = ++lastId
    const replied = new Promise<v.InferOutput<typeof ReplySchema>>((settle) => waiting.set(id, settle))
    await cdp.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id, method, params }),
    })
    const { result, error } = await replied
    waiting.delete(id)
    if (error) throw new Error(`${method}: ${error.message}`)
    return result
  }

  /** For actions that may close their own surface: no answer comes, and none is needed. */
  async function sendLast(method: string, params: object) {
    try {
      await send(method, params)
    } catch (error) {
      if (!isClosed) throw error
    }
  }

  async function clickElement(find: string) {
    await surface.waitFor(find)
    const box = await surface.evaluate(`(() => {
      const element = ${find}
      element?.scrollIntoView({ block: 'nearest' })
      const box = element?.getBoundingClientRect()
      return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null
    })()`)
    const press = { ...v.parse(BoxSchema, box), button: 'left', clickCount: 1 }
    await send('Input.dispatchMouseEvent', { ...press, type: 'mousePressed' })
    await sendLast('Input.dispatchMouseEvent', { ...press, type: 'mouseReleased' })
  }

  const surface: Surface = {
    async evaluate(expression) {
      const answer = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })
      const { result, exceptionDetails } = v.parse(EvaluatedSchema, answer)
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
      return result.value
    },
    async waitFor(expression) {
      const giveUpAt = Date.now() + PATIENCE_MS
      while (!(await surface.evaluate(`Boolean(${expression})`))) {
        if (Date.now() > giveUpAt) {
          const text = await surface.evaluate('document.body.innerText')
          throw new Error(`Waited in vain for ${expression} in:\n${text}`)
        }
        await sleep(POLL_MS)
      }
    },
    click: (selector) => clickElement(`document.querySelector(${JSON.stringify(selector)})`),
    clickButton: (name) =>
      clickElement(`[...document.querySelectorAll('button, [role=tab]')]
        .find((one) => (one.ariaLabel ?? one.textContent).includes(${JSON.stringify(name)}))`),
    async type(text) {
      await send('Input.insertText', { text })
    },
    async press(key) {
      const press = {
        key,
        code: key,
        windowsVirtualKeyCode: KEY_CODES[key],
        ...(key === 'Enter' && { text: '\r' }),
      }
      await sendLast('Input.dispatchKeyEvent', { ...press, type: 'keyDown' })
      if (!isClosed) await sendLast('Input.dispatchKeyEvent', { ...press, type: 'keyUp' })
    },
    async setColorScheme(scheme) {
      await send('Emulation.setEmulatedMedia', {
        features: [{ name: 'prefers-color-scheme', value: scheme }],
      })
    },
    async takePicture(file) {
      const { data } = v.parse(PictureSchema, await send('Page.captureScreenshot', { format: 'png' }))
      await writeFile(file, Buffer.from(data, 'base64'))
    },
  }
  await surface.waitFor(`document.readyState === 'complete'`)
  return surface
}

/** Loads again all that stand under this address, tabs as well. */
export async function reloadSurfaces(cdp: CDPSession, address: string): Promise<void> {
  for (const targetId of await findTargets(cdp, address)) {
    const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: false })
    const message = JSON.stringify({ id: 1, method: 'Page.reload' })
    await cdp.send('Target.sendMessageToTarget', { sessionId, message })
    await cdp.send('Target.detachFromTarget', { sessionId })
  }
}

async function findTargets(cdp: CDPSession, address: string): Promise<string[]> {
  const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{}] })
  return targetInfos
    .filter(({ url, type }) => url.startsWith(address) && !NO_SURFACES.has(type))
    .map(({ targetId }) => targetId)
}
