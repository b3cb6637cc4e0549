/** Sample mode in the options: what it is, what there is to see in it, and the way out. */

import type { SamplesView } from '../../../messages/messages.ts'
import { BusyButton } from '../../primitives/busy-button.tsx'
import { CaseIcon } from '../../primitives/icons.tsx'
import type { Focus } from '../../state/page/panel.ts'
import type { Action, Resource } from '../../state/resource/resource.ts'

interface SamplesSectionProps {
  samples: Resource<SamplesView>
  leave: Action<null>
  /** Called first thing in the click: the browser opens a panel for nothing else. */
  onOpen(focus: Focus): void
}

export function SamplesSection({ samples, leave, onOpen }: SamplesSectionProps) {
  return (
    <section aria-labelledby="samples">
      <h2 id="samples">
        <span class="environment" data-environment="sample">
          Sample data
        </span>
      </h2>
      <p class="lead">
        Everything you see now is made up and comes with the extension. Nothing is sent anywhere. Open one of
        these, or click the toolbar button.
      </p>
      <ul class="samples">
        {samples.data.value?.items.map(({ id, about }) => (
          <li key={id}>
            <button type="button" class="sample" onClick={() => onOpen({ case: id })}>
              <CaseIcon />
              <span class="sample-about">{about}</span>
              <code>{id}</code>
            </button>
          </li>
        ))}
      </ul>
      <div class="form-actions">
        <BusyButton action={leave} label="Leave the samples" busyLabel="Leaving…" />
        <p class="field-hint">Connecting below ends them too.</p>
      </div>
    </section>
  )
}
