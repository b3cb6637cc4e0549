/** A button with the named views, each with its key, and a field that names the present filters. */
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { viewWords } from '../../locales/views.ts'
import { MAX_SAVED_VIEWS, MAX_VIEW_NAME } from '../../stored.ts'
import { CopyButton } from '../primitives/copy-button.tsx'
import { closeOnLeave } from '../primitives/focus.ts'
import { CloseIcon, drawIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { SavedViews } from '../state/page/saved-views.ts'

const ViewsIcon = drawIcon('views')

export interface ViewsMenuProps {
  views: SavedViews
  /** Before another view is shown. */
  onShow(): void
}

export function ViewsMenu({ views, onShow }: ViewsMenuProps) {
  const { areKeysOn, announce } = useSurface()
  const id = useId()
  const name = useSignal('')
  const shown = views.shown.value
  const number = shown && views.all.value.indexOf(shown) + 1
  const isFull = views.isFull.value && !views.all.value.some((view) => view.name === name.value.trim())
  const canSave = views.isFiltered.value && name.value.trim() !== '' && !isFull
  const save = (event: Event) => {
    event.preventDefault()
    if (!canSave) return
    announce(viewWords.saved(name.value.trim()))
    views.save(name.value)
    name.value = ''
  }
  return (
    <div class="event-filter views" onFocusOut={closeOnLeave}>
      <button
        type="button"
        class="button"
        popovertarget={id}
        data-on={shown !== undefined}
        aria-label={shown ? `${viewWords.title} ${number}: ${shown.name}` : viewWords.title}
        title={shown?.name ?? viewWords.title}
      >
        <ViewsIcon /> {shown && <kbd>{number}</kbd>}
      </button>
      <div id={id} popover="auto" class="event-choices" role="dialog" aria-label={viewWords.title}>
        <ul class="choices views-list">
          {views.all.value.map((view, nth) => (
            <li key={view.name}>
              <button
                type="button"
                class="view-choice"
                aria-current={shown === view}
                data-key-hidden
                {...(areKeysOn.value && { 'aria-keyshortcuts': String(nth + 1) })}
                onClick={() => {
                  onShow()
                  views.show(view)
                  announce(viewWords.shown(view.name))
                  document.getElementById(id)?.hidePopover()
                }}
              >
                <kbd>{nth + 1}</kbd>
                <span>{view.name}</span>
              </button>
              <button
                type="button"
                class="icon-button"
                aria-label={viewWords.remove(view.name)}
                title={viewWords.remove(view.name)}
                onClick={() => views.remove(view)}
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
        {views.isFiltered.value ? (
          <form class="views-new" onSubmit={save}>
            <input
              type="text"
              aria-label={viewWords.name}
              placeholder={viewWords.name}
              maxLength={MAX_VIEW_NAME}
              autocomplete="off"
              value={name.value}
              onInput={({ currentTarget }) => (name.value = currentTarget.value)}
            />
            <button type="submit" class="button" aria-disabled={!canSave}>
              {viewWords.save}
            </button>
            <CopyButton text={views.link()} label={viewWords.copyLink} isWorded />
            <p class="quiet">{isFull ? viewWords.full(MAX_SAVED_VIEWS) : viewWords.link}</p>
          </form>
        ) : (
          views.all.value.length === 0 && <p class="choices-note">{viewWords.none}</p>
        )}
      </div>
    </div>
  )
}
