/** Two or more views of which one is shown; arrows move between them (WAI-ARIA APG, tabs). */
import type { Signal } from '@preact/signals'

interface TabsProps<TName extends string> {
  label: string
  tabs: readonly { name: TName; label: string }[]
  selected: Signal<TName>
}

export const tabId = (name: string): string => `tab-${name}`
export const tabPanelId = (name: string): string => `tab-panel-${name}`

export function Tabs<TName extends string>({ label, tabs, selected }: TabsProps<TName>) {
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ name }) => name === selected.value)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    const next = to === undefined ? undefined : tabs.at(to % tabs.length)
    if (!next) return
    event.preventDefault()
    selected.value = next.name
    document.getElementById(tabId(next.name))?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ name, label: word }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={tabId(name)}
          class="tab"
          aria-selected={selected.value === name}
          aria-controls={tabPanelId(name)}
          tabIndex={selected.value === name ? 0 : -1}
          onClick={() => (selected.value = name)}
        >
          {word}
        </button>
      ))}
    </div>
  )
}
