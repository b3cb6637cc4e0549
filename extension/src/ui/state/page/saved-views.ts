/** Named filters of the panel, the same in every window of this browser; and the address that has the present ones. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { StoredItem } from '../../../platform/storage.ts'
import { MAX_SAVED_VIEWS, MAX_VIEW_NAME, type SavedView } from '../../../stored.ts'
import { followStored } from '../resource/resource.ts'
import {
  type AddressBar,
  followAddress,
  type PanelFilters,
  showAddress,
  writeAddress,
} from './panel-address.ts'

export interface SavedViews {
  all: ReadonlySignal<readonly SavedView[]>
  isFull: ReadonlySignal<boolean>
  /** Which of them the panel shows. */
  shown: ReadonlySignal<SavedView | undefined>
  /** Whether there is something to name. */
  isFiltered: ReadonlySignal<boolean>
  show(view: Pick<SavedView, 'address'>): void
  /** Saves the present filters. The same name again replaces its view. */
  save(name: string): void
  remove(view: SavedView): void
  /** Of the present filters. */
  link(): string
}

export interface SavedViewsParts {
  panel: PanelFilters
  stored: Pick<StoredItem<readonly SavedView[]>, 'get' | 'set' | 'watch'>
  /** Of the panel's page. */
  page: AddressBar & { location: Pick<Location, 'origin'> }
  abort: AbortSignal
}

export function followSavedViews({ panel, stored, page, abort }: SavedViewsParts): SavedViews {
  const all = signal<readonly SavedView[]>([])
  followStored(stored, (views = []) => (all.value = views), abort)
  followAddress(panel, page, abort)
  const address = computed(() => writeAddress(panel))
  const isFull = computed(() => all.value.length >= MAX_SAVED_VIEWS)
  const change = (views: readonly SavedView[]) => {
    all.value = views
    void stored.set(views)
  }
  return {
    all,
    isFull,
    shown: computed(() => all.value.find((view) => view.address === address.value)),
    isFiltered: computed(() => address.value !== ''),
    show: (view) => showAddress(panel, view.address),
    save(typed) {
      const name = typed.trim().slice(0, MAX_VIEW_NAME)
      const view = { name, address: address.peek() }
      const at = all.peek().findIndex((one) => one.name === name)
      if (name === '' || view.address === '') return
      if (at >= 0) change(all.peek().with(at, view))
      else if (!isFull.peek()) change([...all.peek(), view])
    },
    remove: (view) => change(all.peek().filter((one) => one !== view)),
    link: () => `${page.location.origin}${page.location.pathname}#${address.peek()}`,
  }
}
