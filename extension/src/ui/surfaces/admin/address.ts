/** Keeps the place and the page's address one: links, the back button and what is typed there all lead to a place. */
import { type ReadonlySignal, signal } from '@preact/signals'
import { type AdminLocation, formatLocation, parseLocation } from './location.ts'

export interface Address {
  location: ReadonlySignal<AdminLocation>
  /** To another place, from which one can go back. */
  go(to: AdminLocation): void
  /** The same place said more exactly, as while somebody types: no step to go back to. */
  refine(to: AdminLocation): void
}

export type AddressView = Pick<Window, 'location' | 'history' | 'addEventListener'>

export function followAddress(view: AddressView, ended: AbortSignal): Address {
  const place = signal(parseLocation(view.location.hash))
  view.addEventListener('popstate', () => (place.value = parseLocation(view.location.hash)), {
    signal: ended,
  })
  return {
    location: place,
    go(to) {
      view.history.pushState(null, '', formatLocation(to))
      place.value = to
    },
    refine(to) {
      view.history.replaceState(null, '', formatLocation(to))
      place.value = to
    },
  }
}
