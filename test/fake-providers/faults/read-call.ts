import type { Call } from './fault-list.ts'

/** Words that stand where an ID might: `POST /inquiries/search`. */
const WORDS = new Set(['verify', 'search', 'expire-all', 'export', 'import'])

/** `/api/v1/events/evt_X` is the call `/api/v1/events/:id`. Only the first segment after a collection is an ID. */
export function readCall(method: string, path: string): Call {
  const [, base = path, collection = '', first, rest = ''] =
    /^((?:\/api)?\/v1)\/([^/]+)(?:\/([^/]+))?(\/.*)?$/.exec(path) ?? []
  if (collection === '') return { method, path, pattern: path }
  const second = first === undefined ? '' : `/${WORDS.has(first) ? first : ':id'}`
  return { method, path, pattern: `${base}/${collection}${second}${rest}` }
}
