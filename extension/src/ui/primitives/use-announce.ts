import { useEffect } from 'preact/hooks'
import { useSurface } from './surface-context.ts'

/** Announces something when it appears and when it changes, though not because time passes in it. */
export function useAnnounce(about: string, text: () => string): void {
  const { announce } = useSurface()
  useEffect(() => announce(text()), [about.replace(/^As of [^:]*:|\d+/g, '')])
}
