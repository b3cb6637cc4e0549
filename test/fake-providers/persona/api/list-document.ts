import type { Json, JsonObject } from '../../common/json.ts'
import type { FeedPage } from '../../feed/page.ts'
import type { Resource, Writing } from '../resource/resource.ts'
import type { Row } from '../resource/rows.ts'
import { pickFields, type SparseFields } from './sparse-fields.ts'

/** Links are relative and hold the cursor alone: a caller who wants the filters again must send them again. */
export function writeListDocument(
  path: string,
  page: FeedPage<Row>,
  writing: Writing,
  fields: SparseFields,
  /** The row that the next page is behind, where that is not the last one. */
  nextAfter: string | undefined,
): JsonObject {
  const newest = page.rows[0]
  const oldest = page.rows.at(-1)
  return {
    data: page.rows.map((row) => writeResource(pickFields(row.write(writing), fields))),
    links: {
      prev: page.hasNewer && newest !== undefined ? `${path}?page%5Bbefore%5D=${newest.id}` : null,
      next:
        page.hasOlder && oldest !== undefined ? `${path}?page%5Bafter%5D=${nextAfter ?? oldest.id}` : null,
    },
  }
}

export function writeResource({ relationships, ...resource }: Resource): Json {
  return relationships === undefined ? resource : { ...resource, relationships }
}
