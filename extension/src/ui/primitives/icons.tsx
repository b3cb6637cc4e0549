/** Line icons on a 16 px grid, in the text's colour. Each stands beside a word or has a label. */

/** `filled` is painted, not stroked. */
export const drawIcon = (lines: string, filled?: string, dashes?: string) => () => (
  <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path d={lines} stroke-dasharray={dashes} />
    {filled && <path d={filled} class="icon-fill" />}
  </svg>
)

const RING = 'M13.75 8a5.75 5.75 0 1 1-11.5 0 5.75 5.75 0 1 1 11.5 0Z'

export const RefreshIcon = drawIcon('M13.25 8a5.25 5.25 0 1 1-1.54-3.71L13.25 5.8M13.25 2.75V5.8h-3.05')
export const OptionsIcon = drawIcon(
  'M2.5 4.75h6.25M12.25 4.75h1.25M2.5 11.25h1.25M7.25 11.25h6.25M10.5 3v3.5M5.5 9.5V13',
)
export const SearchIcon = drawIcon('M7 11.25a4.25 4.25 0 1 0 0-8.5 4.25 4.25 0 0 0 0 8.5ZM10.1 10.1l3.4 3.4')
export const CloseIcon = drawIcon('m4.25 4.25 7.5 7.5M11.75 4.25l-7.5 7.5')
export const ChevronIcon = drawIcon('m4.75 6.5 3.25 3.25 3.25-3.25')
export const CheckIcon = drawIcon('m3.5 8.5 3 3 6-7')
export const PanelIcon = drawIcon('M2.25 3.25h11.5v9.5H2.25zM9.75 3.25v9.5')
export const CaseIcon = drawIcon('M3.25 2.25h6.5l3 3v8.5h-9.5zM9.5 2.5v3h3M5.75 8.25h4.5M5.75 10.75h4.5')
export const LinkIcon = drawIcon(
  'M6.9 9.1a2.6 2.6 0 0 1 0-3.7l1.9-1.9a2.6 2.6 0 0 1 3.7 3.7l-1 1M9.1 6.9a2.6 2.6 0 0 1 0 3.7l-1.9 1.9a2.6 2.6 0 0 1-3.7-3.7l1-1',
)
export const LockIcon = drawIcon('M3.75 7.25h8.5v6h-8.5zM5.5 7V5a2.5 2.5 0 0 1 5 0v2')
export const KeysIcon = drawIcon(
  'M1.75 3.75h12.5v8.5H1.75zM4.5 6.5v.1M6.85 6.5v.1M9.15 6.5v.1M11.5 6.5v.1M5 9.5h6',
)
export const AgentsIcon = drawIcon(
  'M6 7.25a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5ZM1.75 13.25a4.25 4.25 0 0 1 8.5 0M10.5 3.1a2.2 2.2 0 0 1 0 3.9M12.2 9.6a4.2 4.2 0 0 1 2.05 3.65',
)
export const OfflineIcon = drawIcon(
  'M2.25 6.5a8.2 8.2 0 0 1 11.5 0M4.75 9.4A4.7 4.7 0 0 1 8.5 8M7.75 12.25v.1M11 10.75l3 3M14 10.75l-3 3',
)

/** Shapes of a state, told apart without colour. */
export const DashedRingIcon = drawIcon(RING, undefined, '2.4 2.1')
export const HalfRingIcon = drawIcon(RING, 'M8 4.75a3.25 3.25 0 0 1 0 6.5Z')
export const CheckRingIcon = drawIcon(`${RING}m-8.25.25 1.85 1.85 3.3-3.9`)
export const CrossRingIcon = drawIcon(`${RING}m-8-2.25 4.5 4.5m0-4.5-4.5 4.5`)
export const DiamondIcon = drawIcon('M8 1.9 14.1 8 8 14.1 1.9 8ZM8 5.4v3.1M8 10.5v.1')
export const TriangleIcon = drawIcon('M8 2.25 14 13.25H2ZM8 6.75v2.75M8 11.4v.1')
export const ClockIcon = drawIcon(`${RING}M8 4.9V8l2.1 1.6`)
export const SlashRingIcon = drawIcon(`${RING}M4 12l8-8`)
export const SquareIcon = drawIcon('M2.75 2.75h10.5v10.5H2.75z', 'M5.25 6.5h5.5v3h-5.5z')
export const QuestionRingIcon = drawIcon(
  `${RING}M6.4 6.5a1.65 1.65 0 1 1 2.45 1.45c-.55.3-.85.6-.85 1.1M8 11v.1`,
)
export const DotIcon = drawIcon('', 'M10.25 8a2.25 2.25 0 1 1-4.5 0 2.25 2.25 0 1 1 4.5 0Z')
export const ArrowRingIcon = drawIcon(`${RING}M5.4 8h5M8.3 5.9 10.4 8l-2.1 2.1`)
