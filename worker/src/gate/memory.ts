/**
 * The gate's memory: pages of lists, single objects, case files. Whatever brings a row (a page, a case, a look-up)
 * brings it for all that ask for that object by its ID.
 */
import type { CaseFile } from '@inquiry-lens/shared/model.ts'
import type { Row } from './row.ts'
import { createStore, type Entry, type Store } from './store.ts'

/** Of 100 rows a page, about 20 MB at the most. The rows of the other two are mostly these very ones. */
const MOST = { pages: 400, objects: 5_000, cases: 400 } as const

export interface PageContent {
  rows: readonly Row[]
  /** The provider's cursor behind the last row that it sent, shown or not. */
  next: string | null
}

export interface Memory {
  keepPage(list: string, after: string | null, page: PageContent): Entry<PageContent>
  page(list: string, after: string | null): Entry<PageContent> | undefined
  /** Those of one list, newest stored first: a cursor may stand inside any of them. */
  pagesOf(list: string): Entry<PageContent>[]
  /** `null`: there is none that may be shown. */
  keepObject(id: string, row: Row | null): Entry<Row | null>
  object(id: string): Entry<Row | null> | undefined
  keepCase(inquiryId: string, file: CaseFile | null): Entry<CaseFile | null>
  case(inquiryId: string): Entry<CaseFile | null> | undefined
}

export function createMemory(now: () => number): Memory {
  const pages: Store<PageContent> = createStore(MOST.pages)
  const objects: Store<Row | null> = createStore(MOST.objects)
  const cases: Store<CaseFile | null> = createStore(MOST.cases)

  const keepObject: Memory['keepObject'] = (id, row) => objects.set(id, { storedAt: now(), content: row })
  const keepRows = (rows: readonly Row[]) => {
    for (const row of rows) keepObject(row.item.id, row)
  }

  return {
    keepPage(list, after, page) {
      keepRows(page.rows)
      return pages.set(keyOfPage(list, after), { storedAt: now(), content: page })
    },
    page: (list, after) => pages.get(keyOfPage(list, after)),
    pagesOf: (list) => pages.startingWith(`${list} `),

    keepObject,
    object: objects.get,

    keepCase(inquiryId, file) {
      if (file === null) keepObject(inquiryId, null)
      else keepRows(rowsOfCase(file))
      return cases.set(inquiryId, { storedAt: now(), content: file })
    },
    case: cases.get,
  }
}

/** A list's name is JSON: with the space behind it, no name begins another. */
const keyOfPage = (list: string, after: string | null): string => `${list} ${after ?? ''}`

const rowsOfCase = ({ inquiry, sessions, events }: CaseFile): Row[] => [
  { kind: 'inquiry', item: inquiry },
  ...sessions.map((item): Row => ({ kind: 'session', item })),
  ...events.map((item): Row => ({ kind: 'event', item })),
]
