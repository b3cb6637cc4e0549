/** A message with a cause and one action; a failure as such a message. */

import type { ComponentChildren, ComponentType } from 'preact'
import { useRef } from 'preact/hooks'
import { noticeWords } from '../../locales/surface.ts'
import type { Failure } from '../../messages/failure.ts'
import { formatWait } from '../format/spans.ts'
import { useAnnounce } from './announcer.tsx'
import { CopyButton } from './button.tsx'
import { ClockIcon, DiamondIcon, OfflineIcon, TriangleIcon } from './icons.tsx'
import { useSurface } from './surface-context.ts'

interface NoticeAction {
  label: string
  run(): void
  isBusy?: boolean
  isMain?: boolean
}

export interface NoticeProps {
  icon: ComponentType
  tone: 'calm' | 'attention' | 'bad'
  title: string
  /** `line`: a strip above rows. */
  size?: 'line' | 'full'
  children?: ComponentChildren
  action?: NoticeAction | undefined
  otherAction?: NoticeAction | undefined
  /** Milliseconds since the epoch of the next automatic retry. */
  retryAt?: number | undefined
  requestId?: string | undefined
}

export function Notice({
  icon: Icon,
  tone,
  title,
  size = 'full',
  children,
  action,
  otherAction,
  retryAt,
  requestId,
}: NoticeProps) {
  const { now } = useSurface()
  const text = useRef<HTMLDivElement>(null)
  const wait =
    retryAt === undefined ? '' : ` ${noticeWords.retryingIn(formatWait(Math.max(0, retryAt - now.peek())))}.`
  useAnnounce(title, () => `${title}. ${text.current?.textContent ?? ''}${wait}`)
  return (
    <section class={`notice notice-${size}`} data-tone={tone}>
      <span class="notice-icon">
        <Icon />
      </span>
      <div class="notice-body">
        <p class="notice-title">{title}</p>
        {children && (
          <div ref={text} class="notice-text">
            {children}
          </div>
        )}
        {retryAt !== undefined && <Countdown until={retryAt} />}
        {requestId !== undefined && size === 'full' && (
          <p class="request-id">
            {noticeWords.requestId} <code>{requestId}</code>{' '}
            <CopyButton text={requestId} label={noticeWords.copy.requestId} />
          </p>
        )}
        <div class="notice-foot">
          {action && <ActionButton {...action} />}
          {otherAction && <ActionButton {...otherAction} />}
          {requestId !== undefined && size === 'line' && (
            <p class="request-id">
              {noticeWords.requestId} <CopyButton text={requestId} label={noticeWords.copy.requestId} />
            </p>
          )}
        </div>
      </div>
    </section>
  )
}

function ActionButton({ label, run, isBusy, isMain }: NoticeAction) {
  return (
    <button
      type="button"
      class={isMain ? 'button button-main' : 'button'}
      aria-disabled={isBusy}
      onClick={run}
    >
      {label}
    </button>
  )
}

function Countdown({ until }: { until: number }) {
  const { now } = useSurface()
  const left = until - now.value
  return (
    <p class="countdown">{left > 0 ? noticeWords.retryingIn(formatWait(left)) : noticeWords.retryingNow}</p>
  )
}

export interface Remedies {
  retry?: (() => void) | undefined
  startOver?: (() => void) | undefined
  clearFilters?: (() => void) | undefined
}

export interface FailureNoticeProps extends Remedies, Pick<NoticeProps, 'size' | 'retryAt'> {
  failure: Failure
  isBusy?: boolean
  /** Leaves out the detail, to save room for rows. */
  isBrief?: boolean
}

const ICONS: Partial<Record<Failure['code'], ComponentType>> = {
  offline: OfflineIcon,
  'relay-unreachable': OfflineIcon,
  'agent-rate-limited': ClockIcon,
  'agent-share-used': ClockIcon,
  'relay-busy': ClockIcon,
  'views-throttled': ClockIcon,
  'lookups-limited': ClockIcon,
  'log-limited': ClockIcon,
  'provider-limit-near': ClockIcon,
  'provider-rate-limited': ClockIcon,
  'relay-timeout': ClockIcon,
  'provider-timeout': ClockIcon,
  'signed-out': DiamondIcon,
}

const TRANSIENT: ReadonlySet<Failure['code']> = new Set([
  'offline',
  'agent-rate-limited',
  'agent-share-used',
  'relay-busy',
  'views-throttled',
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
      tone={TRANSIENT.has(failure.code) ? 'attention' : 'bad'}
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

const withBusy = (action: NoticeAction | undefined, isBusy = false): NoticeAction | undefined =>
  action && { ...action, isBusy }

function chooseAction(
  { code }: Failure,
  retryAt: number | undefined,
  { retry, startOver, clearFilters }: Remedies,
  openOptions: () => void,
): NoticeAction | undefined {
  if (code === 'signed-out') return { label: noticeWords.signInAgain, run: openOptions, isMain: true }
  if (code === 'invalid-cursor' && startOver) return { label: noticeWords.startOver, run: startOver }
  const isAboutFilter = code === 'invalid-parameter' || code === 'unknown-parameter'
  if (isAboutFilter && clearFilters) return { label: noticeWords.clearFilters, run: clearFilters }
  // It retries automatically; an earlier request would only delay that.
  if (retryAt !== undefined || code === 'offline') return undefined
  return retry && { label: noticeWords.tryAgain, run: retry }
}
