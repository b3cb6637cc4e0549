/** A button with the named views, each with its key, and a field that names the present filters. */
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { panelWords } from '../../locales/panel.ts'
import { MAX_SAVED_VIEWS, MAX_VIEW_NAME, type SavedView } from '../../stored.ts'
import { CopyButton } from '../primitives/button.tsx'
import { Popover } from '../primitives/dialog.tsx'
import { CloseIcon, drawIcon } from '../primitives/icons.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import type { SavedViews } from '../state/page/saved-views.ts'

const ViewsIcon = drawIcon('views')

export function ViewsMenu({ views }: { views: SavedViews }) {
  const { areKeysOn, announce, policy } = useSurface()
  const id = useId()
  const name = useSignal('')
  const shown = views.shown.value
  const number = shown ? views.all.value.indexOf(shown) + 1 : 0
  const presets = views.presets.value
  const isFull = views.isFull.value && !views.all.value.some((view) => view.name === name.value.trim())
  const canSave = views.isFiltered.value && name.value.trim() !== '' && !isFull
  const save = (event: Event) => {
    event.preventDefault()
    if (!canSave) return
    announce(panelWords.views.saved(name.value.trim()))
    views.save(name.value)
    name.value = ''
  }
  /** `key`: the agent’s own have one. */
  const choose = (view: SavedView, key?: number) => (
    <button
      type="button"
      class="view-choice"
      aria-current={shown === view}
      {...(key !== undefined && {
        'data-key-hidden': true,
        ...(areKeysOn.value && { 'aria-keyshortcuts': String(key) }),
      })}
      onClick={() => {
        views.show(view)
        announce(panelWords.views.shown(view.name))
        document.getElementById(id)?.hidePopover()
      }}
    >
      {key !== undefined && <kbd>{key}</kbd>}
      <span>{view.name}</span>
    </button>
  )
  return (
    <Popover
      id={id}
      label={panelWords.views.title}
      kind="views"
      button={
        <button
          type="button"
          class="button"
          popovertarget={id}
          data-on={shown !== undefined}
          aria-label={
            shown
              ? `${panelWords.views.title}${number ? ` ${number}` : ''}: ${shown.name}`
              : panelWords.views.title
          }
          title={shown?.name ?? panelWords.views.title}
        >
          <ViewsIcon /> {number > 0 && <kbd>{number}</kbd>}
        </button>
      }
    >
      <ul class="choices views-list">
        {views.all.value.map((view, nth) => (
          <li key={view.name}>
            {choose(view, nth + 1)}
            <button
              type="button"
              class="icon-button"
              aria-label={panelWords.views.remove(view.name)}
              title={panelWords.views.remove(view.name)}
              onClick={() => views.remove(view)}
            >
              <CloseIcon />
            </button>
          </li>
        ))}
      </ul>
      {presets.length > 0 && (
        <>
          <p id={`${id}-presets`} class="choices-note">
            {panelWords.views.preset(policy.value.organization)}
          </p>
          <ul class="choices views-list" aria-labelledby={`${id}-presets`}>
            {presets.map((view) => (
              <li key={view.name}>{choose(view)}</li>
            ))}
          </ul>
        </>
      )}
      {views.isFiltered.value ? (
        <form class="views-new" onSubmit={save}>
          <input
            type="text"
            aria-label={panelWords.views.name}
            placeholder={panelWords.views.name}
            maxLength={MAX_VIEW_NAME}
            autocomplete="off"
            value={name.value}
            onInput={({ currentTarget }) => (name.value = currentTarget.value)}
          />
          <button type="submit" class="button" aria-disabled={!canSave}>
            {panelWords.views.save}
          </button>
          <CopyButton text={views.link.value} label={panelWords.views.copyLink} isWorded />
          <p class="quiet">{isFull ? panelWords.views.full(MAX_SAVED_VIEWS) : panelWords.views.link}</p>
        </form>
      ) : (
        views.all.value.length + presets.length === 0 && <p class="choices-note">{panelWords.views.none}</p>
      )}
    </Popover>
  )
}
