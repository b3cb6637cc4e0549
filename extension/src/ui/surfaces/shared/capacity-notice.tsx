/** Warns where the audit log fills up, long before it rejects requests. */

import type { ComponentChildren } from 'preact'
import { noticeWords } from '../../../locales/surface.ts'
import type { AuditStatus } from '../../../messages/messages.ts'
import { TriangleIcon } from '../../primitives/icons.tsx'
import { Notice, type NoticeProps } from '../../primitives/notice.tsx'

interface CapacityNoticeProps extends Pick<NoticeProps, 'action'> {
  status: AuditStatus | undefined
  /** The remedy. */
  children?: ComponentChildren
}

export function CapacityNotice({ status, action, children }: CapacityNoticeProps) {
  if (!status || status.capacity === 'ok') return null
  const { capacity, usedBytes, capacityBytes, unexported } = status
  return (
    <Notice
      icon={TriangleIcon}
      tone={capacity === 'warning' ? 'attention' : 'bad'}
      size="line"
      title={noticeWords.capacity.titles[capacity](`${Math.round((usedBytes / capacityBytes) * 100)} %`)}
      action={action}
    >
      <p>{noticeWords.capacity.nextStep(unexported)}</p>
      {children}
    </Notice>
  )
}
