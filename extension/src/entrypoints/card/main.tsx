import { joinChannel } from '../../page/card/card-channel.ts'
import { readCachedCase, singleKeys } from '../../stored.ts'
import { startCard } from '../../ui/surfaces/card/card-app.tsx'
import { createCopying } from '../../ui/surfaces/copying.ts'
import { browserDeps, createSurfaceKit } from '../../ui/surfaces/surface.tsx'

const { signal: abort } = new AbortController()
const cardToken = location.hash.slice(1)

const deps = browserDeps(abort, cardToken)

startCard(createSurfaceKit(deps, createCopying(deps)), {
  cardToken,
  join: (hear) => joinChannel(window, { cardToken, hear, abort }),
  readRememberedCase: readCachedCase,
  keySetting: singleKeys,
})
