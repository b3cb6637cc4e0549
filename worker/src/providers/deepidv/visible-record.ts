import { isScreening } from '@inquiry-lens/shared/domain/screening.ts'
import type { Projection } from '../projection.ts'
import { text } from '../projection.ts'
import { type Fields, normaliseFields } from './wire.ts'

/**
 * A session's record that agents may know of. Projections take nothing else, and `project` alone makes one: what is
 * hidden from a list cannot be had by ID, case, look-up or reveal.
 */
export class VisibleRecord {
  /** In one spelling. */
  readonly fields: Fields

  private constructor(fields: Fields) {
    this.fields = fields
  }

  static project<TItem>(
    raw: unknown,
    project: (record: VisibleRecord) => Projection<TItem>,
  ): Projection<TItem> {
    const fields = normaliseFields(raw)
    return isHidden(fields)
      ? { item: null, dropped: ['session row: screening'] }
      : project(new VisibleRecord(fields))
  }
}

/** A screening by its type, or one that has no step but screenings. */
function isHidden({ type, workflow_steps: steps }: Fields): boolean {
  if (isScreening(text(type) ?? '')) return true
  return Array.isArray(steps) && steps.length > 0 && steps.every((step) => isScreening(text(step) ?? ''))
}
