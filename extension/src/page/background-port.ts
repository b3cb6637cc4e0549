/**
 * The one way between our script in a web page and the background. What goes over it is here: `page:` is what the page's
 * script asks, `to-page:` what it is asked. Checks are made by hand, since valibot would be most of this script's size;
 * the background, which has no reason to trust a page, checks with schemas all the same.
 */
import type { CaseState } from '@inquiry-lens/shared/domain/case-state.ts'
import type { FinderHints } from './finder.ts'
import { onEnd } from './listen.ts'
import { SHAPES, type StateShape } from './shapes.ts'

export const MAX_IDS_AT_ONCE = 100

/** A look-up, cut down to what a mark shows. The rest of a case is for the card alone, which no page can read. */
export type LookUp =
  | { id: string; outcome: 'found'; caseState: CaseState }
  | { id: string; outcome: 'not-found' }
  /** The provider was asked, and did not say. */
  | { id: string; outcome: 'unanswered' }
  /** Nothing is wrong: there were too many at once. Pointing at it asks for it alone. */
  | { id: string; outcome: 'not-asked' }

/** What a mark stands over: a provider's ID, or one of the company's own numbers for customers. */
export interface Subject {
  readonly id: string
  readonly isReference: boolean
}

export interface PageSettings {
  /** Whose states are asked for: of all IDs in view, or of the one that is pointed at. */
  states: 'in-view' | 'on-hover'
}

/** `none`: nobody is there to look, so nothing is asked for, and what was drawn goes. */
export interface DisplayMode {
  states: PageSettings['states'] | 'none'
}

/** What the page's script asks, and the value of the reply, which comes in a `Result`. */
export interface PageRequests {
  'page:lookup': { payload: { ids: readonly string[] }; value: { items: LookUp[] } }
  /** How many different IDs and numbers are shown in this frame now; 0 when it goes. Wants `to-page:settings` sent back to it. */
  'page:found': { payload: { count: number }; value: null }
  /** Wants `page-card.js` run in this very frame. The reply comes when it has. */
  'page:load-card': { payload: null; value: null }
  /** Wants `page-finder.js` run in this very frame, and what it goes by; `null` where there is nothing for it to find. */
  'page:load-finder': { payload: null; value: FinderHints | null }
  /** A card with this ticket in its address is ours. It is good for one card in this tab, once. */
  'page:card': { payload: { ticket: string }; value: null }
  /** A key asked for a card, and none can be used here. */
  'page:open-panel': { payload: Subject; value: null }
}

/** What a frame's script is asked, and what it replies. */
export interface PageCommands {
  /**
   * One ID on or back, and its card with the focus. `false`: there is none further in this frame, so the next frame's
   * turn comes, with `enter` (begin at the end you come from); with a single frame that is the same frame again.
   */
  'to-page:walk': { payload: Steps; reply: boolean }
  'to-page:list': { payload: null; reply: PageIdList | undefined }
  /** Before the first of these nothing is asked for. */
  'to-page:settings': { payload: DisplayMode; reply: null }
  /** There is more to be found than it was told of. */
  'to-page:learn': { payload: null; reply: null }
  /** A site was taken back: ask by `page:found` whether you may stay. Whoever is refused leaves no trace. */
  'to-page:ask-leave': { payload: null; reply: null }
}

/** The different IDs and numbers of a frame: what is in view first, and apart what is in hidden parts of it. */
export interface PageIdList {
  ids: string[]
  hidden: string[]
}

export interface Steps {
  to: 'next' | 'previous'
  enter: boolean
}

/** Not trusted to be what it says: each reader takes what it understands. */
export interface PortAnswer {
  ok: boolean
  value?: unknown
  error?: unknown
}

/** Of each ID that was asked for: what to show, or nothing while nobody has said. */
export type IdStates = ReadonlyMap<string, StateShape | undefined>

/** A payload comes as it is: the follower reads it. */
export type CommandHandlers = {
  [TName in keyof PageCommands]: (
    payload: unknown,
  ) => null extends PageCommands[TName]['reply'] ? void : Promise<PageCommands[TName]['reply']>
}

export interface PagePort {
  /** `false` for ever, once the extension was updated or removed under this page. */
  isAlive(): boolean
  request<TName extends keyof PageRequests>(
    name: TName,
    payload: PageRequests[TName]['payload'],
  ): Promise<PortAnswer>
  obey(orders: CommandHandlers): void
}

export function createPagePort(abort: AbortSignal): PagePort {
  return {
    isAlive: () => chrome.runtime?.id !== undefined,
    async request(name, payload) {
      // Nobody listened yet, or the background ended in mid-answer: the message itself has woken it.
      return (await send(name, payload)) ?? (await send(name, payload)) ?? { ok: false }
    },
    obey(orders) {
      const isOrder = (name: unknown): name is keyof PageCommands =>
        typeof name === 'string' && Object.hasOwn(orders, name)
      const onMessage = (
        message: unknown,
        sender: chrome.runtime.MessageSender,
        reply: (value: unknown) => void,
      ): boolean => {
        if (sender.id !== chrome.runtime.id || !isRecord(message) || !isOrder(message.name)) return false
        // Some replies come later, and the browser wants to be told so.
        void Promise.resolve(orders[message.name](message.payload)).then(reply)
        return true
      }
      chrome.runtime.onMessage.addListener(onMessage)
      onEnd(abort, () => chrome.runtime?.onMessage?.removeListener(onMessage))
    },
  }
}

async function send(name: string, payload: unknown): Promise<PortAnswer | undefined> {
  try {
    return readAnswer(await chrome.runtime.sendMessage({ name, payload }))
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const readAnswer = (reply: unknown): PortAnswer | undefined =>
  isRecord(reply) ? { ok: reply.ok === true, value: reply.value, error: reply.error } : undefined

/** Seconds until it is worth asking again; `undefined` where nobody said. */
export const readRetryAfter = ({ error }: PortAnswer): number | undefined =>
  isRecord(error) && typeof error.retryAfter === 'number' ? error.retryAfter : undefined

export const readSteps = (value: unknown): Steps => ({
  to: isRecord(value) && value.to === 'previous' ? 'previous' : 'next',
  enter: isRecord(value) && value.enter === true,
})

export function readDisplayMode(value: unknown): DisplayMode['states'] {
  const states = isRecord(value) && value.states
  return states === 'on-hover' || states === 'none' ? states : 'in-view'
}

export function readStates(value: unknown): IdStates {
  const items: unknown = isRecord(value) ? value.items : undefined
  return new Map(Array.isArray(items) ? items.filter(isRecord).map(readState) : [])
}

function readState({ id, outcome, caseState }: Record<string, unknown>): [string, StateShape | undefined] {
  const isFound = outcome === 'found'
  const shown = isFound ? caseState : outcome
  // A meaning of tomorrow is shown as one that is not known, rather than as no answer at all.
  return [String(id), isShown(shown) ? shown : isFound ? 'unknown' : undefined]
}

const isShown = (value: unknown): value is StateShape =>
  typeof value === 'string' && Object.hasOwn(SHAPES, value)
