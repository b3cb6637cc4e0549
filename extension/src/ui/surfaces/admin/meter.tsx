/** How much of something there is, in words beside the picture. */
interface MeterProps {
  label: string
  /** From 0 to 1. */
  share: number
  text: string
  tone: 'good' | 'attention' | 'bad'
}

export function Meter({ label, share, text, tone }: MeterProps) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <span class="meter" data-tone={tone}>
      <progress class="meter-bar" aria-label={label} value={percent} max={100} />
      <span>{text}</span>
    </span>
  )
}
