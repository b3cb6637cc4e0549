import { TriangleIcon } from '../../primitives/icons.tsx'
import { Notice } from '../../primitives/notice.tsx'
import { useSurface } from '../../primitives/surface-context.ts'

/** The record of who saw what is not what it was: not the agent's to mend, and not to be overlooked. */
export function AuditAlarmNotice() {
  const { openOptions } = useSurface()
  return (
    // Above all else on a surface, so that it needs a landmark of its own.
    <aside aria-label="Alarm">
      <Notice
        icon={TriangleIcon}
        tone="bad"
        size="line"
        title="The relay’s record is not what it was"
        action={{ label: 'See the details', run: openOptions }}
      >
        <p>Tell your compliance officer.</p>
      </Notice>
    </aside>
  )
}
