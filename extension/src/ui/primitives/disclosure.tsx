/** Rows that open in place, one at a time, all in the document: for short lists. */
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
  const { onKeyDown, rowOf } = useDisclosures(rows.map(({ id }) => id))

  return (
    <ul class="disclosures" aria-label={label} onKeyDown={onKeyDown}>
      {rows.map((row) => {
        const { isOpen, detailsId, button } = rowOf(row.id)
        return (
          <li key={row.id}>
            <button {...button} class="row">
              {summary(row)}
            </button>
            {isOpen && (
              <div id={detailsId} class="details">
                {details(row)}
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

export function useDisclosures(rowIds: readonly string[]) {
  const baseId = useId()
  const [openId, setOpenId] = useState<string>()
  const [activeId, setActiveId] = useState<string>()
  const active = Math.max(0, activeId === undefined ? 0 : rowIds.indexOf(activeId))
  const focusRow = (index: number) => {
    const row = rowIds.at(Math.min(index, rowIds.length - 1))
    if (row !== undefined) document.getElementById(`${baseId}-${row}`)?.focus()
  }

  return {
    onKeyDown(event: KeyboardEvent): void {
      if (event.key === 'Escape' && openId !== undefined) {
        event.stopPropagation()
        focusRow(rowIds.indexOf(openId))
        setOpenId(undefined)
        return
      }
      if (!(event.target instanceof Element) || !event.target.matches('.row')) return
      const to = { ArrowDown: active + 1, ArrowUp: Math.max(0, active - 1), Home: 0, End: -1 }[event.key]
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      focusRow(to)
    },
    rowOf(rowId: string) {
      const id = `${baseId}-${rowId}`
      const isOpen = rowId === openId
      return {
        isOpen,
        detailsId: `${id}-details`,
        button: {
          type: 'button',
          id,
          'aria-expanded': isOpen,
          'aria-controls': isOpen ? `${id}-details` : undefined,
          tabIndex: rowIds[active] === rowId ? 0 : -1,
          onFocus: () => setActiveId(rowId),
          onClick: () => setOpenId(isOpen ? undefined : rowId),
        },
      } as const
    },
  }
}
