import { CopyButton } from '../../primitives/copy-button.tsx'

/** A line for a terminal, to be copied whole. */
export function Command({ text }: { text: string }) {
  return (
    <p class="command">
      <code>{text}</code>
      <CopyButton text={text} label="Copy command" />
    </p>
  )
}
