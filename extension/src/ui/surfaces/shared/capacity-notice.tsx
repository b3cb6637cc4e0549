/** Warns where the audit log fills up, long before it rejects requests. */
import type { AuditCapacity } from '@inquiry-lens/shared/contract/audit.ts'
import type { ComponentChildren } from 'preact'
import type { AuditStatus } from '../../../messages/messages.ts'
import { TriangleIcon } from '../../primitives/icons.tsx'
import { Notice, type NoticeProps } from '../../primitives/notice.tsx'

const TITLES: Readonly<Record<Exclude<AuditCapacity, 'ok'>, (share: string) => string>> = {
  warning: (share) => `Audit log nearly full (${share})`,
  full: (share) => `Audit log full (${share}). Look-ups are paused.`,
  exhausted: (share) => `Audit log full (${share}). All requests are paused.`,
}

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
      title={TITLES[capacity](`${Math.round((usedBytes / capacityBytes) * 100)} %`)}
      action={action}
    >
      <p>
        Export closed days to make room.
        {unexported > 0 &&
          ` ${unexported} closed ${unexported === 1 ? 'day is' : 'days are'} not exported yet.`}
      </p>
      {children}
    </Notice>
  )
}
