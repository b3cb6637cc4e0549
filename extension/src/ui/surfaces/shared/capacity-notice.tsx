/** A record that fills up must be noticed long before it refuses, whatever somebody came to a page for. */
import type { RecordFill } from '@inquiry-lens/shared/contract/api.ts'
import type { ComponentChildren } from 'preact'
import type { RecordStanding } from '../../../messages/messages.ts'
import { TriangleIcon } from '../../primitives/icons.tsx'
import { Notice, type NoticeProps } from '../../primitives/notice.tsx'

const TITLES: Readonly<Record<Exclude<RecordFill, 'roomy'>, string>> = {
  'nearly-full': 'The record is nearly full',
  full: 'The record is full: nothing about anybody is answered',
  'at-end': 'The record is at its end: nothing is answered',
}

interface RecordFillNoticeProps extends Pick<NoticeProps, 'action'> {
  standing: RecordStanding | undefined
  /** What to do about it. */
  children?: ComponentChildren
}

export function RecordFillNotice({ standing, action, children }: RecordFillNoticeProps) {
  if (!standing || standing.fill === 'roomy') return null
  const { fill, used, capacity, waiting } = standing
  return (
    <Notice
      icon={TriangleIcon}
      tone={fill === 'nearly-full' ? 'attention' : 'bad'}
      size="line"
      title={`${TITLES[fill]} (${Math.round((used / capacity) * 100)} %)`}
      action={action}
    >
      <p>
        Days that were copied out may go, and make room.{' '}
        {waiting > 0 ? `${waiting} closed ${waiting === 1 ? 'day is' : 'days are'} still to be copied.` : ''}
      </p>
      {children}
    </Notice>
  )
}
