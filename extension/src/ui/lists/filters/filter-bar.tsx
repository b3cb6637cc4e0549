/** The provider switch, and the counts of cases. */

import { CASE_GROUPS, type CaseGroup } from '@inquiry-lens/shared/domain/case-group.ts'
import type { ProviderId } from '@inquiry-lens/shared/providers/registry.ts'
import type { ReadonlySignal, Signal } from '@preact/signals'
import { listWords } from '../../../locales/lists.ts'
import { commonWords } from '../../../locales/surface.ts'
import { nameProvider } from '../../format/source.ts'
import { describeCounts } from '../../format/time.ts'
import { CheckRingIcon, DiamondIcon, drawIcon, HalfRingIcon, TriangleIcon } from '../../primitives/icons.tsx'
import { useSurface } from '../../primitives/surface-context.ts'
import type { CaseGroups } from '../../state/lists/case-groups.ts'

interface ProviderFilterProps {
  providers: readonly ProviderId[]
  /** `undefined`: all. */
  chosen: Signal<ProviderId | undefined>
}

export function ProviderFilter({ providers, chosen }: ProviderFilterProps) {
  return (
    <fieldset class="provider-filter" aria-label={listWords.whose}>
      {[undefined, ...providers].map((provider) => (
        <label key={provider ?? 'all'} class="segment" data-on={chosen.value === provider}>
          <input
            class="visually-hidden"
            type="radio"
            name="provider"
            checked={chosen.value === provider}
            onChange={() => (chosen.value = provider)}
          />
          {provider === undefined ? listWords.all : nameProvider(provider)}
        </label>
      ))}
    </fieldset>
  )
}

export const GROUPS = {
  customer: { tone: 'active', Shape: HalfRingIcon },
  us: { tone: 'attention', Shape: DiamondIcon },
  'ended-badly': { tone: 'bad', Shape: TriangleIcon },
  done: { tone: 'good', Shape: CheckRingIcon },
} as const satisfies Record<CaseGroup, unknown>

/** Of when cases were last active. */
export interface StripToggle {
  isShown: ReadonlySignal<boolean>
  toggle(): void
}

interface GroupFilterProps {
  groups: CaseGroups
  strip: StripToggle
}

const BarsIcon = drawIcon('bars')

/** Counts that are filters: a press shows one group alone, the next all again. */
export function GroupFilter({ groups: { chosen, counts }, strip }: GroupFilterProps) {
  const { announce, now } = useSurface()
  const { of } = counts.value
  const choose = (group: CaseGroup) => {
    chosen.value = chosen.value === group ? undefined : group
    announce(chosen.value ? `${commonWords.groups[group]}: ${of[group]}` : listWords.allCases)
  }
  return (
    <div class="groups">
      <fieldset class="group-filter" aria-label={listWords.groupFilter}>
        {CASE_GROUPS.map((group) => {
          const { tone, Shape } = GROUPS[group]
          return (
            <button
              key={group}
              type="button"
              class="group"
              data-tone={tone}
              aria-pressed={chosen.value === group}
              onClick={() => choose(group)}
            >
              <Shape />
              <span class="group-label">{commonWords.groups[group]}</span>
              <span class="group-count">{of[group]}</span>
            </button>
          )
        })}
      </fieldset>
      <div class="group-foot">
        <p class="group-note">{describeCounts(counts.value, now.value)}</p>
        <button
          type="button"
          class="icon-button"
          aria-label={listWords.strip}
          title={listWords.strip}
          aria-expanded={strip.isShown.value}
          aria-controls={strip.isShown.value ? 'activity' : undefined}
          onClick={strip.toggle}
        >
          <BarsIcon />
        </button>
      </div>
    </div>
  )
}

/** Of one group or span: what may be missing from it. */
export function describeGroupEnd({ chosen, counts, isCut }: CaseGroups): string {
  const { all, counted } = counts.value
  if (chosen.value && all > counted) return listWords.groupEnd.unknown(all - counted)
  return isCut.value ? listWords.groupEnd.more : listWords.groupEnd.all
}
