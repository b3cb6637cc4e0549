/** The mark and the name beside it, both drawn: no font has to be there, and one colour besides the text's. */
export function Wordmark({ height = 20 }: { height?: number }) {
  return (
    <svg class="wordmark" viewBox="0 0 118 20" height={height} role="img" aria-label="Inquiry Lens">
      <g class="wordmark-lens" transform="translate(0 2)">
        <path d="m11.6 11.6 2.8 2.8" stroke-width="2.6" />
        <rect x="1" y="1" width="11" height="11" rx="3.5" stroke-width="2" />
        <path d="M4 6.75 5.75 8.5 9 5" stroke-width="1.8" />
      </g>
      <path
        transform="translate(22)"
        stroke-width="2"
        d="M1 4v11M5 8v7m0-4a3 3 0 0 1 6 0v4M21.8 8v10.5m0-7a3.5 3.5 0 1 1-7 0a3.5 3.5 0 0 1 7 0M25.8 8v4a3 3 0 0 0 6 0m0-4v7M35.8 8v7m0-11v.01M39.8 8v7m0-4a3 3 0 0 1 3-3h.6M46.4 8v4a3 3 0 0 0 6 0m0-4v7.5a3 3 0 0 1-3 3h-1.6M60 4v11h5.5M68.4 11.5h7a3.5 3.5 0 1 0-1.2 2.65M79.2 8v7m0-4a3 3 0 0 1 6 0v4M93.6 9.2c-.6-.8-1.4-1.2-2.5-1.2-1.4 0-2.3.7-2.3 1.75 0 2.6 5 .8 5 3.45 0 1.1-1 1.8-2.6 1.8-1.2 0-2.2-.45-2.8-1.3"
      />
    </svg>
  )
}
