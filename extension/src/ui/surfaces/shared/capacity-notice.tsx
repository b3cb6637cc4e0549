/** A record that fills up must be noticed long before it refuses, whatever somebody came to a page for. */
import type { AuditCapacity } from '@inquiry-lens/shared/contract/audit.ts'
import type { ComponentChildren } from 'preact'
import type { AuditStatus } from '../../../messages/messages.ts'
import { TriangleIcon } from '../../primitives/icons.tsx'
import { Notice, type NoticeProps } from '../../primitives/notice.tsx'

const TITLES: Readonly<Record<Exclude<AuditCapacity, 'ok'>, string>> = {
  warning: 'The record is nearly full',
  full: 'The record is full: nothing about anybody is answered',
  exhausted: 'The record is at its end: nothing is answered',
}

interface RecordFillNoticeProps extends Pick<NoticeProps, 'action'> {
  standing: AuditStatus | undefined
  /** What to do about it. */
  children?: ComponentChildren
}

export function CapacityNotice({ standing, action, children }: RecordFillNoticeProps) {
  if (!standing || standing.fill === 'ok') return null
  const { fill, used, capacity, waiting } = standing
  return (
    <Notice
      icon={TriangleIcon}
      tone={fill === 'warning' ? 'attention' : 'bad'}
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
