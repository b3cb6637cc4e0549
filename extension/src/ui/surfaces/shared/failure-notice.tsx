/** A failure as a notice: its own words, and the button that fits it. */
import type { ComponentType } from 'preact'
import type { Failure } from '../../../messages/failure.ts'
import { ClockIcon, DiamondIcon, OfflineIcon, TriangleIcon } from '../../primitives/icons.tsx'
import { Notice, type NoticeProps } from '../../primitives/notice.tsx'
import { useSurface } from '../../primitives/surface-context.ts'

export interface Remedies {
  /** Absent where a button for it stands beside. */
  retry?: (() => void) | undefined
  startOver?: (() => void) | undefined
  clearFilters?: (() => void) | undefined
}

interface FailureNoticeProps extends Remedies, Pick<NoticeProps, 'size' | 'retryAt'> {
  failure: Failure
  isBusy?: boolean
  /** Whether to leave out what happened this time, where rows are more worth the room. */
  isBrief?: boolean
}

const ICONS: Partial<Record<Failure['code'], ComponentType>> = {
  offline: OfflineIcon,
  'relay-unreachable': OfflineIcon,
  'agent-rate-limited': ClockIcon,
  'agent-share-used': ClockIcon,
  'relay-busy': ClockIcon,
  'opening-slowed': ClockIcon,
  'lookups-limited': ClockIcon,
  'log-limited': ClockIcon,
  'provider-limit-near': ClockIcon,
  'provider-rate-limited': ClockIcon,
  'relay-timeout': ClockIcon,
  'provider-timeout': ClockIcon,
  'signed-out': DiamondIcon,
}

/** What passes by itself is no fault. */
const PASSING: ReadonlySet<Failure['code']> = new Set([
  'offline',
  'agent-rate-limited',
  'agent-share-used',
  'relay-busy',
  'opening-slowed',
  'lookups-limited',
  'log-limited',
  'provider-limit-near',
  'provider-rate-limited',
  'provider-timeout',
  'provider-unavailable',
  'provider-unreadable',
  'relay-timeout',
])

export function FailureNotice({ failure, isBrief, isBusy, ...props }: FailureNoticeProps) {
  const { openOptions } = useSurface()
  const { retryAt } = props
  const hasDetail = !isBrief && failure.detail !== '' && failure.detail !== failure.title
  return (
    <Notice
      icon={ICONS[failure.code] ?? TriangleIcon}
      tone={PASSING.has(failure.code) ? 'attention' : 'bad'}
      size={props.size ?? 'full'}
      title={failure.title}
      retryAt={retryAt}
      requestId={failure.requestId}
      action={withBusy(chooseAction(failure, retryAt, props, openOptions), isBusy)}
    >
      {hasDetail && <p>{failure.detail}</p>}
      <p>{failure.nextStep}</p>
    </Notice>
  )
}

type Action = NonNullable<NoticeProps['action']>

const withBusy = (action: Action | undefined, isBusy = false): Action | undefined =>
  action && { ...action, isBusy }

function chooseAction(
  { code }: Failure,
  retryAt: number | undefined,
  { retry, startOver, clearFilters }: Remedies,
  openOptions: () => void,
): Action | undefined {
  if (code === 'signed-out') return { label: 'Sign in again', run: openOptions, isMain: true }
  if (code === 'invalid-cursor' && startOver) return { label: 'Start from the newest', run: startOver }
  const isAboutFilter = code === 'invalid-parameter' || code === 'unknown-parameter'
  if (isAboutFilter && clearFilters) return { label: 'Clear filters', run: clearFilters }
  // It goes on by itself, and asking sooner would only make it later.
  if (retryAt !== undefined || code === 'offline') return undefined
  return retry && { label: 'Try again', run: retry }
}
