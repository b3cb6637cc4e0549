import { joinChannel } from '../../page/card/card-channel.ts'
import { readCachedCase, singleKeys } from '../../stored.ts'
import { startCard } from '../../ui/surfaces/card/card-app.tsx'
import { browserDeps, createSurfaceKit } from '../../ui/surfaces/surface.tsx'

const { signal: abort } = new AbortController()
const cardToken = location.hash.slice(1)

startCard(createSurfaceKit(browserDeps(abort, cardToken)), {
  cardToken,
  join: (hear) => joinChannel(window, { cardToken, hear, abort }),
  readRememberedCase: readCachedCase,
  keySetting: singleKeys,
})
