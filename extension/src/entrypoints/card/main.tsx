import { joinChannel } from '../../page/card-channel.ts'
import { readRememberedCase, singleKeys } from '../../stored.ts'
import { startCard } from '../../ui/card-app.tsx'
import { browserOutside } from '../../ui/outside.ts'
import { createSurfaceKit } from '../../ui/surface-kit.tsx'

const { signal } = new AbortController()
const ticket = location.hash.slice(1)

startCard(createSurfaceKit(browserOutside(signal, ticket)), {
  ticket,
  join: (hear) => joinChannel(window, { ticket, hear, signal }),
  readRememberedCase,
  keySetting: singleKeys,
})
