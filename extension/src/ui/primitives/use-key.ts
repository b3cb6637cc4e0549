/** What an element says of the single key that presses it; nothing where there is none, or keys are turned off. */
import { useSurface } from './surface-context.ts'

export interface KeyHint {
  'aria-keyshortcuts'?: string
  title?: string
}

/** `title`: what it is called, where it says no more than an icon or may be told its key by hovering. */
export function useKey(key: string | undefined, title?: string): KeyHint {
  const { areKeysOn } = useSurface()
  if (key === undefined || !areKeysOn.value) return title === undefined ? {} : { title }
  return { 'aria-keyshortcuts': key, title: title === undefined ? `Key: ${key}` : `${title} (${key})` }
}
