/** Stand-ins for rows that are being fetched, and for components whose code loads when they are first shown. */
import { wordsReady } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { FailureNoticeProps, NoticeProps } from './notice.tsx'

const WIDTHS = ['62%', '48%', '70%', '55%', '66%', '44%', '58%', '63%']

/** Appears only after a moment (see its animation), so that quick answers don't flicker. */
export function Skeleton({ rows, label }: { rows: number; label?: string }) {
  return (
    <>
      {label && (
        <p class="visually-hidden" role="status">
          {label}
        </p>
      )}
      <div class="skeleton" aria-hidden="true">
        {WIDTHS.slice(0, rows).map((width) => (
          <div key={width} class="skeleton-row">
            <span class="skeleton-bar" style={{ width }} />
            <span class="skeleton-bar" style={{ width: `calc(${width} - 16%)` }} />
          </div>
        ))}
      </div>
    </>
  )
}

/** Draws nothing until its code is there: a few milliseconds, once a surface. `isSoon`: loads at once, while data is fetched. */
export function lazy<TProps extends object>(
  load: () => Promise<ComponentType<TProps>>,
  isSoon = false,
): ComponentType<TProps> {
  let Loaded: ComponentType<TProps> | undefined
  const begin = async () => {
    const found = await load()
    await wordsReady()
    Loaded = found
  }
  if (isSoon) void begin()
  return function Lazy(props: TProps) {
    const [, setIsLoaded] = useState(Loaded !== undefined)
    useEffect(() => {
      // Also where it arrived between this view's first drawing and now.
      void begin().then(() => setIsLoaded(true))
    }, [])
    return Loaded ? <Loaded {...props} /> : null
  }
}

export const Notice = lazy<NoticeProps>(() => import('./notice.tsx').then((module) => module.Notice))
export const FailureNotice = lazy<FailureNoticeProps>(() =>
  import('./notice.tsx').then((module) => module.FailureNotice),
)
export const Tip = lazy<object>(() => import('./tip.tsx').then((module) => module.Tip))
