/** What stands in the way, what it means, and the one thing to do about it. */
import type { ComponentChildren, ComponentType } from 'preact'
import { useRef } from 'preact/hooks'
import { formatWait } from '../format/time.ts'
import { CopyButton } from './copy-button.tsx'
import { useSurface } from './surface-context.ts'
import { useAnnounce } from './use-announce.ts'

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
  /** `line`: a strip above rows that are still there. */
  size?: 'line' | 'full'
  children?: ComponentChildren
  action?: NoticeAction | undefined
  /** Where there are two ways on. */
  otherAction?: NoticeAction | undefined
  /** Milliseconds since the epoch: when it goes on by itself. */
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
    retryAt === undefined ? '' : ` Trying again in ${formatWait(Math.max(0, retryAt - now.peek()))}.`
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
            Request ID <code>{requestId}</code> <CopyButton text={requestId} label="Copy request ID" />
          </p>
        )}
        <div class="notice-foot">
          {action && <ActionButton {...action} />}
          {otherAction && <ActionButton {...otherAction} />}
          {requestId !== undefined && size === 'line' && (
            <p class="request-id">
              Request ID <CopyButton text={requestId} label="Copy request ID" />
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
  return <p class="countdown">{left > 0 ? `Trying again in ${formatWait(left)}` : 'Trying again…'}</p>
}
