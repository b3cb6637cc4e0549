/** Line icons on a 16 px grid, in the text's colour. Each stands beside a word or has a label. */

/** What it draws is in `styles/icons.css`: less to load before the first row. */
export const drawIcon = (name: string) => () => (
  <svg
    class={`icon icon-${name}`}
    viewBox="0 0 16 16"
    width="16"
    height="16"
    aria-hidden="true"
    focusable="false"
  >
    <path />
    <path class="icon-fill" />
  </svg>
)

export const RefreshIcon = drawIcon('refresh')
export const OptionsIcon = drawIcon('options')
export const SearchIcon = drawIcon('search')
export const CloseIcon = drawIcon('close')
export const ChevronIcon = drawIcon('chevron')
export const CheckIcon = drawIcon('check')
export const PanelIcon = drawIcon('panel')
export const CaseIcon = drawIcon('case')
export const LinkIcon = drawIcon('link')
export const LockIcon = drawIcon('lock')
export const KeysIcon = drawIcon('keys')
export const AgentsIcon = drawIcon('agents')
export const OfflineIcon = drawIcon('offline')

/** Shapes of a state, told apart without colour. */
export const DashedRingIcon = drawIcon('dashed-ring')
export const HalfRingIcon = drawIcon('half-ring')
export const CheckRingIcon = drawIcon('check-ring')
export const CrossRingIcon = drawIcon('cross-ring')
export const DiamondIcon = drawIcon('diamond')
export const TriangleIcon = drawIcon('triangle')
export const ClockIcon = drawIcon('clock')
export const SlashRingIcon = drawIcon('slash-ring')
export const SquareIcon = drawIcon('square')
export const QuestionRingIcon = drawIcon('question-ring')
export const DotIcon = drawIcon('dot')
export const ArrowRingIcon = drawIcon('arrow-ring')
