import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { Signal } from '@preact/signals'
import { nameProvider } from '../format/source.ts'

interface ProviderFilterProps {
  providers: readonly ProviderId[]
  /** `undefined`: all of them. */
  chosen: Signal<ProviderId | undefined>
}

/** Whose rows to show, where there are several to choose from. */
export function ProviderFilter({ providers, chosen }: ProviderFilterProps) {
  return (
    <fieldset class="provider-filter" aria-label="Whose rows to show">
      {[undefined, ...providers].map((provider) => (
        <label key={provider ?? 'all'} class="segment" data-on={chosen.value === provider}>
          <input
            class="visually-hidden"
            type="radio"
            name="provider"
            checked={chosen.value === provider}
            onChange={() => (chosen.value = provider)}
          />
          {provider === undefined ? 'All' : nameProvider(provider)}
        </label>
      ))}
    </fieldset>
  )
}
