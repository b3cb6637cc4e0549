/** Rows that open in place, one at a time, all of them in the document: for the few that a single case has. */
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'

interface DisclosureListProps<TRow extends { id: string }> {
  label: string
  rows: readonly TRow[]
  summary(row: TRow): ComponentChildren
  details(row: TRow): ComponentChildren
}

export function DisclosureList<TRow extends { id: string }>(props: DisclosureListProps<TRow>) {
  const { label, rows, summary, details } = props
  const baseId = useId()
  const [openId, setOpenId] = useState<string>()
  const [activeId, setActiveId] = useState<string>()
  const active = Math.max(
    0,
    rows.findIndex(({ id }) => id === activeId),
  )
  const focusRow = (index: number) => {
    const row = rows.at(Math.min(index, rows.length - 1))
    if (row) document.getElementById(`${baseId}-${row.id}`)?.focus()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && openId !== undefined) {
      event.stopPropagation()
      focusRow(rows.findIndex(({ id }) => id === openId))
      setOpenId(undefined)
      return
    }
    if (!(event.target instanceof Element) || !event.target.matches('.row')) return
    const to = { ArrowDown: active + 1, ArrowUp: Math.max(0, active - 1), Home: 0, End: -1 }[event.key]
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    focusRow(to)
  }

  return (
    <ul class="disclosures" aria-label={label} onKeyDown={onKeyDown}>
      {rows.map((row, index) => {
        const isOpen = row.id === openId
        const id = `${baseId}-${row.id}`
        return (
          <li key={row.id}>
            <button
              type="button"
              id={id}
              class="row"
              aria-expanded={isOpen}
              aria-controls={isOpen ? `${id}-details` : undefined}
              tabIndex={index === active ? 0 : -1}
              onFocus={() => setActiveId(row.id)}
              onClick={() => setOpenId(isOpen ? undefined : row.id)}
            >
              {summary(row)}
            </button>
            {isOpen && (
              <div id={`${id}-details`} class="details">
                {details(row)}
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
