import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { createFindUuids } from '../../page/uuids.ts'
import { deliverUuids } from '../../page/world.ts'

/** Run in a frame by the background when the page's script there asks for it, and UUIDs count. */
export default defineUnlistedScript(() => deliverUuids(createFindUuids))
