/** What a surface says of anything that the relay answered, whatever it holds: whose it is, how old, and why not newer. */
import type { Source } from '@inquiry-lens/shared/domain/model.ts'
import type { ReadonlySignal } from '@preact/signals'
import type { Poll } from './poll.ts'

export interface ResourceInfo extends Poll {
  source: ReadonlySignal<Source | undefined>
  /** Milliseconds since the epoch: when the provider said so. */
  asOf: ReadonlySignal<number | undefined>
}
