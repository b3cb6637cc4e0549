import type { Failure } from '../../messages/failure.ts'

/** Ends by itself: where nothing asks again by itself, somebody may. */
export const isTransient = ({ code }: Failure): boolean =>
  /^(provider-(?!key)|agent-rate-limited|agent-share-used|relay-busy|relay-timeout)/.test(code)
