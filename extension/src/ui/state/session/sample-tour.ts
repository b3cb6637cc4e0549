/** The fictional cases that somebody may want to be shown. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { SamplesView } from '../../../messages/messages.ts'
import type { SendRequest } from '../../request.ts'

export interface SampleTour {
  /** Empty until they are known. */
  samples: ReadonlySignal<SamplesView['items']>
}

export function createSampleTour({
  request,
  abort: ended,
}: {
  request: SendRequest
  abort: AbortSignal
}): SampleTour {
  const samples = signal<SamplesView['items']>([])
  void request('app:samples.list', null, ended).then((found) => {
    if (found.ok && !ended.aborted) samples.value = found.value.items
  })
  return { samples }
}
