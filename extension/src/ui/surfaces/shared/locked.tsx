import { DiamondIcon } from '../../primitives/icons.tsx'
import { Notice } from '../../primitives/notice.tsx'
import { Wordmark } from '../../primitives/wordmark.tsx'

interface LockedProps {
  onOpen(): void
}

/** Nobody has been here for a while: nothing is shown until somebody says that they are. */
export function Locked({ onOpen }: LockedProps) {
  return (
    <main class="signed-out">
      <h1>
        <Wordmark />
      </h1>
      <Notice
        icon={DiamondIcon}
        tone="calm"
        title="Locked"
        action={{ label: 'Go on', run: onOpen, isMain: true }}
      >
        <p>
          Nobody used Inquiry Lens for 15 minutes, so what it showed was cleared. You are still signed in.
        </p>
      </Notice>
    </main>
  )
}
