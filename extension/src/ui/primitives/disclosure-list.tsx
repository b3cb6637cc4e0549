/** Rows that open in place, one at a time, all of them in the document: for the few that a single case has. */
import type { ComponentChildren } from 'preact'
import { useDisclosures } from './use-disclosures.ts'

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
