/** What an event is about, as far as there is something to open. */
import type { ProviderEvent } from '@inquiry-lens/shared/domain/model.ts'

/** Only an inquiry has a page of its own at the provider, and lists of its own here. */
export const inquiryOf = (event: ProviderEvent): string | undefined =>
  event.object?.type === 'inquiry' ? event.object.id : event.inquiryId

/** Where the relay does not name the inquiry, a session leads to its case. */
export const caseOf = (event: ProviderEvent): string | undefined =>
  inquiryOf(event) ?? (event.object?.type === 'inquiry-session' ? event.object.id : undefined)
