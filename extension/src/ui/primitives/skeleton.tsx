/** The shape of rows to come. It appears only after a moment (see its animation), so that quick answers don't flicker. */
const WIDTHS = ['62%', '48%', '70%', '55%', '66%', '44%', '58%', '63%']

export function Skeleton({ rows }: { rows: number }) {
  return (
    <div class="skeleton" aria-hidden="true">
      {WIDTHS.slice(0, rows).map((width) => (
        <div key={width} class="skeleton-row">
          <span class="skeleton-bar" style={{ width }} />
          <span class="skeleton-bar" style={{ width: `calc(${width} - 16%)` }} />
        </div>
      ))}
    </div>
  )
}
