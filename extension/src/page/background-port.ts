/**
 * Messages between our script in a web page and the background: `page:` requests and `to-page:` commands. Payloads are
 * checked by hand, because valibot would be most of the script's size; the background checks with schemas.
 */
import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import type { Box } from './card/boxes.ts'
import type { FinderHints } from './finder.ts'
import { onEnd } from './lifetime.ts'
import { SHAPES, type StateShape } from './shapes.ts'

export const MAX_IDS_AT_ONCE = 100

/** A look-up, reduced to what a mark shows. The rest of the case is for the card, which no page can read. */
export type LookUp =
  | { id: string; outcome: 'found'; state: CaseState }
  | { id: string; outcome: 'not-found' }
  /** The provider gave no answer. */
  | { id: string; outcome: 'no-reply' }
  /** Left out because there were too many IDs at once. Pointing at it looks it up alone. */
  | { id: string; outcome: 'not-asked' }

/** What a mark covers: a provider's ID or a customer number. */
export interface Subject {
  readonly id: string
  readonly isReference: boolean
}

export interface PageSettings {
  /** Whose states are looked up: all IDs in view, or the one under the pointer. */
  states: 'in-view' | 'on-hover'
}

/** `none`: no agent is active, so nothing is requested and the drawn states go. */
export interface DisplayMode {
  states: PageSettings['states'] | 'none'
}

/** A card over a mark of this frame, to be drawn by the top frame. */
export interface AboveRequest extends Subject {
  /** See `card/card-above.ts`. */
  path: readonly number[]
  /** Of the mark, in this frame, which is so wide to itself. */
  box: Box
  width: number
  /** `out`: out of view. */
  state: 'open' | 'on' | 'out' | 'gone'
  takeFocus: boolean
  isPointed: boolean
  /** When the pointer last moved in that frame (milliseconds since the epoch). */
  movedAt: number
}

/** The same as the top frame hears it: `box` and `width` are those of its own child with this index. */
export interface AboveTold extends Omit<AboveRequest, 'path'> {
  /** The document of the mark. */
  from: string
  index: number
}

/** `entered`: the pointer is over the card, or was since it was last said to be on the mark. Not every frame hears it go. */
export const ABOVE_REPLIES = ['open', 'entered', 'closed'] as const
export type AboveReply = (typeof ABOVE_REPLIES)[number]

export interface PageRequests {
  'page:lookup': { payload: { ids: readonly string[] }; value: { items: LookUp[] } }
  /** The number of different IDs and customer numbers shown in this frame; 0 when it ends. */
  'page:found': { payload: { count: number }; value: null }
  /** Runs `page-overlay.js` in this frame, then replies. */
  'page:load-overlay': { payload: null; value: null }
  /** Runs `page-card.js` in this frame, then replies. */
  'page:load-card': { payload: null; value: null }
  /** Runs `page-finder.js` in this frame and replies with its hints; `null` without anything to find. */
  'page:load-finder': { payload: null; value: FinderHints | null }
  /** Registers the token in a card's address: valid for one card in this tab, once. */
  'page:card': { payload: { cardToken: string }; value: null }
  'page:card-above': { payload: AboveRequest; value: AboveReply }
  /** A key asked for a card, but no card can be used here. */
  'page:open-panel': { payload: Subject; value: null }
}

export interface PageCommands {
  /**
   * One ID on or back, and its card with the focus. `false`: there is none further in this frame, so the next frame's
   * turn comes, with `enter` (begin at the end you come from); with a single frame that is the same frame again.
   */
  'to-page:walk': { payload: Steps; reply: boolean }
  'to-page:list': { payload: null; reply: PageIdList | undefined }
  /** To the top frame. */
  'to-page:card': { payload: AboveTold; reply: AboveReply }
  /** Nothing is requested before the first of these. `isAgain`: for the states that are known, too. */
  'to-page:settings': { payload: DisplayMode & { isAgain?: true }; reply: null }
  /** The finder has new hints. */
  'to-page:hints': { payload: null; reply: null }
  /** A site was withdrawn: the script asks by `page:found` whether it may stay, and leaves no trace if not. */
  'to-page:access': { payload: null; reply: null }
  /** These two are answered once `page-insert.js` has run. */
  'to-page:can-insert': { payload: null; reply: boolean }
  'to-page:insert': { payload: { text: string }; reply: InsertOutcome }
}

/**
 * `no-editor`: none was used here, or it is hidden or read-only. `ignored`: it did not take the text, and is as before.
 * `partial`: it took something else, and could not be restored.
 */
export const INSERT_OUTCOMES = ['inserted', 'no-editor', 'ignored', 'partial'] as const
export type InsertOutcome = (typeof INSERT_OUTCOMES)[number]

/** The different IDs and numbers of a frame: first those in view, then those in hidden parts. */
export interface PageIdList {
  ids: string[]
  hidden: string[]
}

export interface Steps {
  to: 'next' | 'previous'
  enter: boolean
}

/** Untrusted: each reader takes what it understands. */
export interface PortAnswer {
  ok?: unknown
  value?: unknown
  error?: unknown
}

/** What to show for each requested ID; nothing while the answer is unknown. */
export type IdStates = ReadonlyMap<string, StateShape | undefined>

export type CommandHandlers = {
  [TName in keyof PageCommands]: (
    payload: unknown,
  ) => null extends PageCommands[TName]['reply'] ? void : Promise<PageCommands[TName]['reply']>
}

export interface PagePort {
  /** `false` for ever after an update or removal of the extension. */
  isAlive(): boolean
  request<TName extends keyof PageRequests>(
    name: TName,
    payload: PageRequests[TName]['payload'],
  ): Promise<PortAnswer>
  obey(orders: Partial<CommandHandlers>): void
}

export function createPagePort(abort: AbortSignal): PagePort {
  return {
    isAlive: () => chrome.runtime?.id !== undefined,
    async request(name, payload) {
      // No listener yet, or the background ended while it answered: the message itself has woken it.
      return (await send(name, payload)) ?? (await send(name, payload)) ?? { ok: false }
    },
    obey(orders) {
      const onMessage = (
        message: unknown,
        sender: chrome.runtime.MessageSender,
        reply: (value: unknown) => void,
      ): boolean => {
        if (sender.id !== chrome.runtime.id || !isRecord(message)) return false
        const run = Object.entries(orders).find(([name]) => name === message.name)?.[1]
        if (!run) return false
        // Some replies come later; the browser needs `true` for them.
        void Promise.resolve(run(message.payload)).then(reply)
        return true
      }
      chrome.runtime.onMessage.addListener(onMessage)
      onEnd(abort, () => chrome.runtime?.onMessage?.removeListener(onMessage))
    },
  }
}

async function send(name: string, payload: unknown): Promise<PortAnswer | undefined> {
  try {
    const reply: unknown = await chrome.runtime.sendMessage({ name, payload })
    return isRecord(reply) ? reply : undefined
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Seconds until a retry makes sense; `undefined` if unknown. */
export const readRetryAfter = ({ error }: PortAnswer): number | undefined =>
  isRecord(error) && typeof error.retryAfter === 'number' ? error.retryAfter : undefined

export const readText = (value: unknown): string =>
  isRecord(value) && typeof value.text === 'string' ? value.text : ''

export const readSteps = (value: unknown): Steps => ({
  to: isRecord(value) && value.to === 'previous' ? 'previous' : 'next',
  enter: isRecord(value) && value.enter === true,
})

/** From our own background, which has checked it. */
export const readAbove = (value: unknown): AboveTold | undefined => (isAbove(value) ? value : undefined)

const isAbove = (value: unknown): value is AboveTold =>
  isRecord(value) && isRecord(value.box) && typeof value.from === 'string'

export function readDisplayMode(value: unknown): DisplayMode['states'] {
  const states = isRecord(value) && value.states
  return states === 'on-hover' || states === 'none' ? states : 'in-view'
}

export const isAgain = (value: unknown): boolean => isRecord(value) && value.isAgain === true

export function readStates(value: unknown): IdStates {
  const items: unknown = isRecord(value) ? value.items : undefined
  return new Map(Array.isArray(items) ? items.filter(isRecord).map(readState) : [])
}

function readState({ id, outcome, state }: Record<string, unknown>): [string, StateShape | undefined] {
  const isFound = outcome === 'found'
  const shown = isFound ? state : outcome
  // A case state of a newer version is shown as unknown.
  return [String(id), isShown(shown) ? shown : isFound ? 'unknown' : undefined]
}

const isShown = (value: unknown): value is StateShape => Object.hasOwn(SHAPES, String(value))
