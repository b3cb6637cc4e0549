import type { InquiryCase } from '@inquiry-lens/shared/model.ts'
import { nameProvider } from '../format/source.ts'

/** What the events shown are not: all of them, or any at all. Nothing where they are complete. */
export function EventsNote({ view }: { view: InquiryCase }) {
  const { events, eventsMissing, eventsTruncated, provider } = view
  const note = eventsMissing
    ? `${nameProvider(provider)} did not tell the events just now: there may be ${events.length > 0 ? 'more' : 'some'}.`
    : eventsTruncated
      ? `There are older ones; ${nameProvider(provider)}’s dashboard has them all.`
      : events.length === 0
        ? 'No events yet'
        : undefined
  return note === undefined ? null : <p class="section-note">{note}</p>
}
