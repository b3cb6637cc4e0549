import { joinChannel } from '../../page/card-channel.ts'
import { readRememberedCase, singleKeys } from '../../platform/stored.ts'
import { startCard } from '../../ui/surfaces/card/card-app.tsx'
import { createSurfaceKit } from '../../ui/surfaces/surface.tsx'
import { browserOutside } from '../../ui/surfaces/surface-deps.ts'

const { signal } = new AbortController()
const ticket = location.hash.slice(1)

startCard(createSurfaceKit(browserOutside(signal, ticket)), {
  ticket,
  join: (hear) => joinChannel(window, { ticket, hear, signal }),
  readRememberedCase,
  keySetting: singleKeys,
})
