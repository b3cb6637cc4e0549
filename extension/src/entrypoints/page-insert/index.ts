import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { startInserting } from '../../page/insert.ts'

/** Run in a document by the background when the agent inserts a reply there. */
export default defineUnlistedScript(() => {
  const world = globalThis.inquiryLens
  if (world?.end.signal.aborted === false) startInserting(world)
})
