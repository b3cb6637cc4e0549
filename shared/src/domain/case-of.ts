/** What a row says of its case: which one it is, and when it was last active. */
import type { ProviderEvent, Session } from './model.ts'

/** Only an inquiry has a page of its own at the provider, and lists of its own here. */
export const inquiryOf = (event: ProviderEvent): string | undefined =>
  event.object?.type === 'inquiry' ? event.object.id : event.inquiryId

/** Where the relay does not name the inquiry, a session leads to its case. */
export const caseOf = (event: ProviderEvent): string | undefined =>
  inquiryOf(event) ?? (event.object?.type === 'inquiry-session' ? event.object.id : undefined)

/** When it last changed, as far as its row says. */
export function lastActiveAt({ createdAt, startedAt, flow }: Session): string | null {
  const [newest = null] = [createdAt, startedAt, flow?.openedAt, flow?.updatedAt, flow?.submittedAt]
    .flatMap((time) => time ?? [])
    .sort((a, b) => Date.parse(b) - Date.parse(a))
  return newest
}
