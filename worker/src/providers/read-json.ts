/** The body of a provider's answer, as far as it is JSON and not larger than the relay's memory allows. */

export type JsonBody<TValue> = { kind: 'read'; value: TValue } | { kind: 'too-large' } | { kind: 'no-json' }

/** A row that is too large to be read. */
export class OversizeRow {
  /** `null` where its text did not say one. */
  readonly id: string | null

  constructor(id: string | null) {
    this.id = id
  }
}

export interface ListBody<TRow> {
  /** In the provider's order. `undefined`: the answer has no such list. */
  rows: TRow[] | undefined
  /** The answer without its rows; `undefined` where the answer was cut. */
  rest: unknown
  /** The answer was longer than the relay reads, or ended early: more rows follow. */
  isCut: boolean
}

const MAX_BYTES = 2_000_000
/** Lists are read row by row, so memory holds one row. */
const MAX_LIST_BYTES = 32_000_000
const MAX_ROW_LENGTH = 1_000_000
const MAX_TOKEN_LENGTH = 200

export async function readJson(response: Response): Promise<JsonBody<unknown>> {
  if (!isJson(response)) return { kind: 'no-json' }
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > MAX_BYTES) return { kind: 'too-large' }
    text += decoder.decode(chunk, { stream: true })
  }
  return parse(text + decoder.decode())
}

/**
 * Reads the list that stands in the member `name` of an answer. `read` gets each row as soon as it is complete: what it
 * returns is kept, the row itself is not.
 */
export async function readJsonList<TRow>(
  response: Response,
  name: string,
  read: (row: unknown) => TRow,
): Promise<JsonBody<ListBody<TRow>>> {
  if (!isJson(response)) return { kind: 'no-json' }
  const decoder = new TextDecoder()
  const splitter = createRowSplitter(name, read)
  const cut = (rows: TRow[]): JsonBody<ListBody<TRow>> => ({
    kind: 'read',
    value: { rows, rest: undefined, isCut: true },
  })
  let bytes = 0
  try {
    for await (const chunk of response.body) {
      bytes += chunk.byteLength
      splitter.add(decoder.decode(chunk, { stream: true }))
      if (splitter.isMalformed()) return { kind: 'no-json' }
      if (bytes > MAX_LIST_BYTES || splitter.restLength() > MAX_BYTES) {
        const rows = splitter.cut()
        return rows.length > 0 ? cut(rows) : { kind: 'too-large' }
      }
    }
  } catch (error) {
    // A timeout or disconnect returns a shorter page.
    const rows = splitter.complete()
    if (rows.length > 0) return cut(rows)
    throw error
  }
  splitter.add(decoder.decode())
  const { rows, rest } = splitter.end()
  const parsed = parse(rest)
  if (splitter.isMalformed() || parsed.kind !== 'read') return { kind: 'no-json' }
  return { kind: 'read', value: { rows, rest: parsed.value, isCut: false } }
}

const isJson = (response: Response): response is Response & { body: ReadableStream<Uint8Array> } =>
  response.body !== null && response.headers.get('Content-Type')?.includes('json') === true

function parse(text: string): JsonBody<unknown> {
  try {
    return { kind: 'read', value: JSON.parse(text) }
  } catch {
    return { kind: 'no-json' }
  }
}

const codeOf = (character: string) => character.charCodeAt(0)
const [QUOTE, BACKSLASH, COLON, COMMA] = ['"', '\\', ':', ','].map(codeOf)
const OPENING = new Set(['{', '['].map(codeOf))
const CLOSING = new Set(['}', ']'].map(codeOf))
const [LIST_BEGIN, LIST_END] = ['[', ']'].map(codeOf)
const SPACE = codeOf(' ')
const STRING_MARK = /["\\]/g

/** Members of the answer stand at depth 1, rows begin at depth 2, members of a row stand at depth 3. */
const ROWS_DEPTH = 2

/** Follows the nesting of JSON text by chunk; JSON.parse validates each piece. */
function createRowSplitter<TRow>(name: string, read: (row: unknown) => TRow) {
  let rows: TRow[] | undefined
  let malformed = false
  let rest = ''
  let depth = 0
  let isInList = false
  let isInString = false
  let isEscaped = false
  let row: { text: string; id: string | null; isOversize: boolean } | undefined
  /** The last string at member depth, and its member. */
  let token: string | undefined
  let member: string | undefined

  const isAtMember = () => depth === (row ? ROWS_DEPTH + 1 : 1)

  function addToRow(text: string) {
    if (!row || row.isOversize) return
    row.isOversize = row.text.length + text.length > MAX_ROW_LENGTH
    row.text = row.isOversize ? '' : row.text + text
  }

  function endRow() {
    if (!row) return
    const { text, id, isOversize } = row
    row = undefined
    const parsed = isOversize ? undefined : parse(text)
    if (parsed && parsed.kind !== 'read') malformed = true
    else rows?.push(read(parsed ? parsed.value : new OversizeRow(id)))
  }

  function add(text: string) {
    let from = 0
    let tokenFrom = 0
    for (let at = 0; at < text.length && !malformed; at++) {
      if (isInString && !isEscaped) {
        STRING_MARK.lastIndex = at
        at = STRING_MARK.exec(text)?.index ?? text.length
        if (at === text.length) break
      }
      const code = text.charCodeAt(at)
      if (isInString) {
        if (isEscaped) isEscaped = false
        else if (code === BACKSLASH) isEscaped = true
        else if (code === QUOTE) {
          isInString = false
          if (token !== undefined) token = `${token}${text.slice(tokenFrom, at)}`.slice(0, MAX_TOKEN_LENGTH)
          if (row && member === 'id' && isAtMember()) row.id ??= token ?? null
        }
        continue
      }
      if (isInList && depth === ROWS_DEPTH) {
        if (row && (code === COMMA || code === LIST_END)) {
          addToRow(text.slice(from, at))
          endRow()
        }
        if (code === LIST_END) {
          isInList = false
          from = at
        } else if (!row && code > SPACE && code !== COMMA) {
          row = { text: '', id: null, isOversize: false }
          member = undefined
          from = at
        }
      }
      if (code === QUOTE) {
        isInString = true
        token = isAtMember() ? '' : undefined
        tokenFrom = at + 1
      } else if (code === COLON && isAtMember()) {
        member = token
      } else if (code === COMMA && isAtMember()) {
        member = undefined
      } else if (OPENING.has(code)) {
        depth++
        if (code === LIST_BEGIN && depth === ROWS_DEPTH && !row && member === name) {
          isInList = true
          rows ??= []
          rest += text.slice(from, at + 1)
        }
      } else if (CLOSING.has(code)) {
        depth--
        if (depth < 0) malformed = true
      }
    }
    if (isInString && token !== undefined) {
      token = `${token}${text.slice(tokenFrom)}`.slice(0, MAX_TOKEN_LENGTH)
    }
    if (row) addToRow(text.slice(from))
    else if (!isInList) rest += text.slice(from)
  }

  return {
    add,
    isMalformed: () => malformed,
    restLength: () => rest.length,
    /** What was read so far. An oversize row counts if its ID was read. */
    cut(): TRow[] {
      const isTooLarge = row?.isOversize || !rows?.length
      return row?.id != null && isTooLarge ? [...(rows ?? []), read(new OversizeRow(row.id))] : (rows ?? [])
    },
    complete: (): TRow[] => rows ?? [],
    end: () => ({ rows, rest }),
  }
}
