/**
 * The documents with IDs, over all frames of all tabs, and the commands to our script in them. Counts are stored; the IDs
 * themselves are asked for when they are needed.
 */

import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import { MAX_CUSTOMER_NUMBER_LENGTH } from '@inquiry-lens/shared/domain/ids/customer-number.ts'
import { isObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import * as v from 'valibot'
import { readBackgroundWords } from '../../locales/background.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { PageFinds } from '../../messages/messages.ts'
import {
  ABOVE_REPLIES,
  type AboveReply,
  type AboveTold,
  INSERT_OUTCOMES,
  type InsertOutcome,
  type PageCommands,
  type PageIdList,
  type Steps,
} from '../../page/background-port.ts'
import { createUpdater, toGuard } from '../../platform/background-storage.ts'
import { browser } from '../../platform/browser.ts'
import type { Policy } from '../../platform/policy.ts'
import type { runInsertScript } from '../../platform/scripts.ts'
import type { PageSender } from '../../platform/sender.ts'
import { createItem } from '../../platform/storage.ts'
import { storedWatches } from '../../stored.ts'
import { localFailure } from '../relay/failures.ts'

const PageDocumentSchema = v.object({
  tabId: v.number(),
  frameId: v.number(),
  documentId: v.string(),
  origin: v.string(),
  /** Of different IDs. */
  count: v.number(),
})
export type PageDocument = v.InferOutput<typeof PageDocumentSchema>

const PageDocumentsSchema = v.object({
  /** With IDs in them. */
  found: v.array(PageDocumentSchema),
  /** Scanned once, on the agent's command. */
  scanned: v.array(v.object({ tabId: v.number(), documentId: v.string() })),
  /** For each tab, the document that the walk from ID to ID has reached. */
  walked: v.array(v.object({ tabId: v.number(), documentId: v.string() })),
})
type PageDocuments = v.InferOutput<typeof PageDocumentsSchema>
export const pageDocuments = createItem('session', 'pageDocuments', toGuard(PageDocumentsSchema))

const NONE: PageDocuments = { found: [], scanned: [], walked: [] }

export interface PageDocumentKeeper {
  /** Stores a document's number of IDs; one without any is not kept. */
  note(document: PageSender, count: number): Promise<void>
  /** In the order of the frames. */
  inTab(tabId: number): Promise<PageDocument[]>
  everywhere(): Promise<PageDocument[]>
  /** Asks all documents; one that is gone is forgotten. */
  listFinds(tabId: number): Promise<PageFinds>
  noteScanned(tabId: number, documentIds: readonly string[]): Promise<void>
  isScanned(document: Pick<PageSender, 'tabId' | 'documentId'>): Promise<boolean>
  walkedIn(tabId: number): Promise<string | undefined>
  noteWalk(tabId: number, documentId: string): Promise<void>
  forget(documentIds: readonly string[]): Promise<void>
  forgetTab(tabId: number): Promise<void>
}

export function createPageDocuments({
  commands,
}: {
  commands: Pick<PageCommander, 'list'>
}): PageDocumentKeeper {
  const update = createUpdater(pageDocuments, NONE)
  /** After the changes that began before. */
  const read = () => update(() => undefined)

  async function inTab(tabId: number): Promise<PageDocument[]> {
    const { found } = await read()
    return found.filter((one) => one.tabId === tabId).sort((a, b) => a.frameId - b.frameId)
  }

  async function forget(documentIds: readonly string[]): Promise<void> {
    if (documentIds.length === 0) return
    await update((all) => ({
      ...all,
      found: all.found.filter(({ documentId }) => !documentIds.includes(documentId)),
    }))
  }

  return {
    inTab,
    forget,
    everywhere: async () => (await read()).found,

    async note({ tabId, frameId, documentId, origin }, count) {
      await update((all) => {
        const others = all.found.filter(
          (one) =>
            one.documentId !== documentId &&
            // A frame with a new document has left its old one, reported or not.
            !(count > 0 && one.tabId === tabId && one.frameId === frameId),
        )
        const noted = count > 0 ? [{ tabId, frameId, documentId, origin, count }] : []
        return { ...all, found: [...others, ...noted] }
      })
    },

    async listFinds(tabId) {
      const documents = await inTab(tabId)
      const lists = await Promise.all(
        documents.map(async (document) => ({ document, list: await commands.list(document) })),
      )
      await forget(lists.flatMap(({ document, list }) => (list === 'gone' ? [document.documentId] : [])))
      const known = lists.flatMap(({ list }) => (list === 'gone' || !list ? [] : [list]))
      const finds = [...new Set(known.flatMap(({ ids }) => ids))]
      const hidden = new Set(known.flatMap((list) => list.hidden).filter((id) => !finds.includes(id)))
      const isId = (text: string) => isObjectId(text, 'inquiry', 'session')
      return {
        ids: finds.filter(isId),
        hidden: [...hidden].filter(isId),
        numbers: finds.filter((text) => !isId(text) && text.length <= MAX_CUSTOMER_NUMBER_LENGTH),
      }
    },

    async noteScanned(tabId, documentIds) {
      await update((all) => ({
        ...all,
        scanned: [...all.scanned, ...documentIds.map((documentId) => ({ tabId, documentId }))],
      }))
    },

    async isScanned({ tabId, documentId }) {
      const { scanned } = await read()
      return scanned.some((one) => one.tabId === tabId && one.documentId === documentId)
    },

    walkedIn: async (tabId) => (await read()).walked.find((one) => one.tabId === tabId)?.documentId,

    async noteWalk(tabId, documentId) {
      await update((all) => ({
        ...all,
        walked: [...all.walked.filter((one) => one.tabId !== tabId), { tabId, documentId }],
      }))
    },

    async forgetTab(tabId) {
      const isElsewhere = (one: { tabId: number }) => one.tabId !== tabId
      await update(({ found, scanned, walked }) => {
        const rest = {
          found: found.filter(isElsewhere),
          scanned: scanned.filter(isElsewhere),
          walked: walked.filter(isElsewhere),
        }
        const isSame =
          rest.found.length + rest.scanned.length + rest.walked.length ===
          found.length + scanned.length + walked.length
        return isSame ? undefined : rest
      })
    },
  }
}

interface DocumentAddress {
  tabId: number
  documentId: string
}

/** A frame that hangs must not delay the others. */
const MAX_WAIT_MS = 2_000

type Reply = { is: 'value'; value: unknown } | { is: 'late' | 'gone' }

/** Without a document: to the tab's page itself. */
async function send<TName extends keyof PageCommands>(
  { tabId, documentId }: DocumentAddress | { tabId: number; documentId: undefined },
  name: TName,
  payload: PageCommands[TName]['payload'],
): Promise<Reply> {
  const limit = AbortSignal.timeout(MAX_WAIT_MS)
  try {
    return await Promise.race([
      chrome.tabs
        .sendMessage<object, unknown>(
          tabId,
          { name, payload },
          documentId === undefined ? { frameId: 0 } : { documentId },
        )
        .then((value): Reply => ({ is: 'value', value })),
      new Promise<Reply>((resolve) => limit.addEventListener('abort', () => resolve({ is: 'late' }))),
    ])
  } catch {
    // The document is gone, or our script in it.
    return { is: 'gone' }
  }
}

async function notifyTab(tabId: number, name: 'to-page:access' | 'to-page:hints'): Promise<void> {
  await browser.tabs.sendMessage(tabId, { name, payload: null }).catch(() => {})
}

const ListSchema = v.object({ ids: v.array(v.string()), hidden: v.array(v.string()) })

export const pageCommands = {
  /** `gone`: our script no longer runs there. `undefined`: no reply in time. */
  async list(document: DocumentAddress): Promise<PageIdList | 'gone' | undefined> {
    const reply = await send(document, 'to-page:list', null)
    if (reply.is !== 'value') return reply.is === 'gone' ? 'gone' : undefined
    return v.is(ListSchema, reply.value) ? reply.value : undefined
  },

  /** Resolves to whether there was a further ID in this frame. */
  async walk(document: DocumentAddress, steps: Steps): Promise<boolean> {
    const reply = await send(document, 'to-page:walk', steps)
    return reply.is === 'value' && reply.value === true
  },

  /** Draws a card in the tab's page itself. */
  async drawCard(tabId: number, told: AboveTold): Promise<AboveReply> {
    const reply = await send({ tabId, documentId: undefined }, 'to-page:card', told)
    return reply.is === 'value' && v.is(v.picklist(ABOVE_REPLIES), reply.value) ? reply.value : 'closed'
  },

  async apply(
    document: DocumentAddress,
    displayMode: PageCommands['to-page:settings']['payload'],
  ): Promise<void> {
    await send(document, 'to-page:settings', displayMode)
  },

  /** Whether an editor there can take a text. */
  async canInsert(document: DocumentAddress): Promise<boolean> {
    const reply = await send(document, 'to-page:can-insert', null)
    return reply.is === 'value' && reply.value === true
  },

  /** Without a reply it is unknown what arrived. */
  async insert(document: DocumentAddress, text: string): Promise<InsertOutcome> {
    const reply = await send(document, 'to-page:insert', { text })
    return reply.is === 'value' && v.is(v.picklist(INSERT_OUTCOMES), reply.value) ? reply.value : 'partial'
  },

  /** Every frame of the tab checks whether it may stay. */
  async requestAccess(tabId: number): Promise<void> {
    await notifyTab(tabId, 'to-page:access')
  },

  /** Every frame of the tab loads its finder hints again. */
  async reloadHints(tabId: number): Promise<void> {
    await notifyTab(tabId, 'to-page:hints')
  },
}

export type PageCommander = typeof pageCommands

/** Goes from ID to ID over all frames of a tab; each frame walks its own IDs. */
export function createTabWalk({
  documents,
  commands,
}: {
  documents: Pick<PageDocumentKeeper, 'inTab' | 'walkedIn' | 'noteWalk'>
  commands: Pick<PageCommander, 'walk'>
}) {
  /** Resolves to `false` if the tab has no ID. */
  return async function walk(tabId: number, to: Steps['to']): Promise<boolean> {
    const frames = await documents.inTab(tabId)
    const last = await documents.walkedIn(tabId)
    const start = Math.max(
      0,
      frames.findIndex(({ documentId }) => documentId === last),
    )
    // Once around, and the first frame again: after its last ID comes its first.
    for (let turn = 0; turn <= frames.length; turn++) {
      const index = start + (to === 'next' ? turn : -turn)
      const frame = frames.at(index % frames.length)
      if (frame && (await commands.walk(frame, { to, enter: turn > 0 }))) {
        await documents.noteWalk(tabId, frame.documentId)
        return true
      }
    }
    return false
  }
}

interface ReplyToInsert {
  text: string
  ids: Copied['ids']
}

/** Where: this document, or the tab's page itself. */
type Target = Pick<DocumentAddress, 'tabId'> & Partial<Pick<DocumentAddress, 'documentId'>>

/** Inserts a reply into an editor of a page, after the relay has recorded it. */
export function createReplyInserter({
  commands,
  run,
  recordCopy,
  readManaged,
}: {
  commands: Pick<PageCommander, 'canInsert' | 'insert'>
  run: typeof runInsertScript
  recordCopy: (copied: Copied) => Promise<Result<null>>
  readManaged: () => Promise<Pick<Policy, 'off'>>
}) {
  return async function insert(
    { tabId, documentId: wanted }: Target,
    { text, ids }: ReplyToInsert,
  ): Promise<Result<InsertOutcome>> {
    if ((await readManaged()).off.includes('insert')) return err(localFailure('switched-off'))
    const documentId = await run(tabId, wanted).catch(() => undefined)
    if (documentId === undefined || !(await commands.canInsert({ tabId, documentId }))) return ok('no-editor')
    const recorded = await recordCopy({ action: 'copy', form: 'inserted-reply', ids })
    return recorded.ok ? ok(await commands.insert({ tabId, documentId }, text)) : recorded
  }
}

const NAME = 'Inquiry Lens'
/** Neutral: the number carries no state. */
const COLOR = '#47534f'
/** Another one, since it is of no page. Not by how they ended. */
const ENDED_COLOR = '#855000'
const MAX_SHOWN = 99

/**
 * For one tab, until it goes to another page; or for all tabs that have no number of their own. How many watched cases have ended
 * stands before what is on a page.
 */
export async function showBadge(tabId: number | undefined, count: number): Promise<void> {
  // Read for any count, so that a later call is not shown before this one.
  const [{ onPage, watchesEnded }, watches] = await Promise.all([readBackgroundWords(), storedWatches.get()])
  const ended = watches?.ended ?? 0
  const shown = ended || count
  const number = shown > MAX_SHOWN ? `${MAX_SHOWN}+` : String(shown)
  const text = ended > 0 ? `${number}!` : count > 0 ? number : ''
  const title = ended > 0 ? watchesEnded(ended) : count > 0 ? onPage(count) : NAME
  const where = tabId === undefined ? {} : { tabId }
  try {
    await Promise.all([
      browser.action.setBadgeText({ ...where, text }),
      browser.action.setBadgeBackgroundColor({ ...where, color: ended > 0 ? ENDED_COLOR : COLOR }),
      browser.action.setTitle({ ...where, title }),
    ])
  } catch {
    // The tab was closed.
  }
}

/** The number on the toolbar button: how many different IDs and customer numbers a tab has. */
export function createBadge({
  documents,
  show = showBadge,
}: {
  documents: Pick<PageDocumentKeeper, 'inTab' | 'listFinds'>
  show?: typeof showBadge
}) {
  /** The latest refresh of each tab: frames report at about the same time, and counts may finish in another order. */
  const newest = new Map<number, symbol>()

  async function countAll(tabId: number): Promise<number> {
    const { ids, numbers } = await documents.listFinds(tabId)
    return ids.length + numbers.length
  }

  return async function refreshBadge(tabId: number): Promise<void> {
    const current = Symbol()
    newest.set(tabId, current)
    const [only, another] = await documents.inTab(tabId)
    // The same ID may be in several frames, and only the frames know.
    const count = another ? await countAll(tabId) : (only?.count ?? 0)
    if (newest.get(tabId) !== current) return
    newest.delete(tabId)
    await show(tabId, count)
  }
}
