/** What an event is about, as far as there is something to open. */
import type { ProviderEvent } from '@inquiry-lens/shared/model.ts'

/** Only an inquiry has a page of its own at the provider, and lists of its own here. */
export const inquiryOf = (event: ProviderEvent): string | undefined =>
  event.object?.type === 'inquiry' ? event.object.id : undefined

/** A session leads to its inquiry's case. */
export const caseOf = (event: ProviderEvent): string | undefined =>
  event.object?.type === 'inquiry-session' ? event.object.id : inquiryOf(event)
