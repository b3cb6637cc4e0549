/** The popup, a glance: search, the IDs of this page, what waits for us, what ended badly lately. */
import type { CaseGroup } from '@inquiry-lens/shared/domain/case-group.ts'
import { CASE_STATES, isInReview } from '@inquiry-lens/shared/domain/case-state.ts'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { commonWords } from '../../../locales/surface.ts'
import type { Person } from '../../../messages/messages.ts'
import { GLANCE_LINES, type Glance, type GlanceCase, type GlanceGroup, type Origin } from '../../../stored.ts'
import { nameProvider, shortenId } from '../../format/source.ts'
import { describeCounts } from '../../format/time.ts'
import { isTroubled, Problems, SourceBar } from '../../lists/source-bar.tsx'
import { Ago, CaseShape } from '../../primitives/badge.tsx'
import { ChevronIcon, PanelIcon } from '../../primitives/icons.tsx'
import { FailureNotice, lazy, Skeleton, Tip } from '../../primitives/lazy.tsx'
import { useSurface } from '../../primitives/surface-context.ts'
import { createSearchBox, type SearchBoxState } from '../../state/case/search-box.ts'
import type { LiveGlance } from '../../state/lists/glance.ts'
import type { ListSources } from '../../state/lists/lists.ts'
import type { PageIds, PageIdsParts } from '../../state/page/page-ids.ts'
import type { Focus } from '../../state/page/panel.ts'
import { createLate, type Late } from '../../state/resource/resource.ts'
import { keepConfig, keepProviders, type ProvidersParts } from '../../state/session/config.ts'
import type { Health } from '../../state/session/health.ts'
import { SearchBox } from '../shared/search-box.tsx'
import { forEachAccount, SignedIn, type SurfaceKit } from '../surface.tsx'

interface PopupParts
  extends Pick<ListSources, 'readRemembered'>,
    Pick<ProvidersParts, 'readRememberedProviders'>,
    Pick<PageIdsParts, 'tabId' | 'requestSite'> {
  /** What the popup showed last, painted before the code that asks again is loaded. */
  readRememberedGlance(account: Person): Promise<Glance | undefined>
  /** Called after the first paint. */
  loadCopying(): Promise<unknown>
  /** Call it first in the click or key, as the browser requires. */
  onOpen(focus: Focus | undefined): void
}

export function startPopup(kit: SurfaceKit, parts: PopupParts): void {
  const { request, now, random } = kit.deps
  const { visible, online } = kit
  const made = forEachAccount(kit, (account, abort) => {
    const { readRemembered, readRememberedProviders } = parts
    const keeper = keepConfig({ fetchConfig: (flight) => request('app:config.get', null, flight) }, abort)
    const providers = keepProviders({ ...keeper, account, readRememberedProviders, abort })
    keeper.want()
    const remembered = signal<Glance | undefined>(undefined)
    void parts.readRememberedGlance(account).then((glance) => {
      if (!abort.aborted) remembered.value = glance
    })
    const live = createLate(
      () => import('../../state/lists/glance.ts'),
      ({ followGlance }) =>
        followGlance({
          ...{ request, now, random, online, readRemembered },
          ...{ account, providers, remembered, visible, abort },
        }),
    )
    const answers = computed(() => live.value.value?.streams.value.map(({ list }) => list) ?? [])
    return {
      search: createSearchBox({ request, config: keeper.config, abort }),
      page: createLate(
        () => import('../../state/page/page-ids.ts'),
        ({ createPageIds }) => createPageIds({ ...parts, request, config: keeper.config, abort }),
      ),
      providers,
      remembered,
      live,
      health: createLate(
        () => import('../../state/session/health.ts'),
        ({ followHealth }) => followHealth(request, answers, { now, random, online, active: visible, abort }),
      ),
    }
  })
  kit.show(() => (
    <SignedIn kit={kit} made={made} trySamples={kit.trySamples}>
      {(shown) => <PopupView {...shown} onOpen={parts.onOpen} loadCopying={parts.loadCopying} />}
    </SignedIn>
  ))
}

const HealthLine = lazy(() => import('../shared/health-line.tsx').then((module) => module.HealthLine))
const WatchesEnded = lazy(() => import('./page-section.tsx').then((module) => module.WatchesEnded))
const PageSection = lazy(() => import('./page-section.tsx').then((module) => module.PageSection))

interface PopupViewProps extends Pick<PopupParts, 'loadCopying'> {
  search: SearchBoxState
  page: Late<PageIds>
  providers: ReadonlySignal<readonly Origin[] | undefined>
  remembered: ReadonlySignal<Glance | undefined>
  live: Late<LiveGlance>
  health: Late<Health>
  /** Call it first in the click: the browser opens a panel only then. */
  onOpen(focus: Focus | undefined): void
}

function PopupView({ search, providers, remembered, health, onOpen, ...props }: PopupViewProps) {
  const { now } = useSurface()
  const page = props.page.value.value
  const live = props.live.value.value
  const glance = live?.glance.value ?? remembered.value
  // After the first paint.
  useEffect(() => {
    void props.live.load()
    void props.page.load()
    void health.load()
    void props.loadCopying()
  }, [props.live, props.page, health])
  const freshness = useMemo(
    () => ({
      asOf: computed(() => live?.asOf.value ?? remembered.value?.asOf),
      isFetching: computed(() => live?.isFetching.value ?? true),
      refresh() {
        live?.refresh()
        page?.lookups.refresh()
      },
    }),
    [live, page, remembered],
  )
  const { refresh } = freshness
  const openCase = (id: string) => onOpen({ case: id })
  // One notice per provider: mostly both lists have the same problem.
  const troubled = new Map(
    live?.streams.value
      .toReversed()
      .filter(({ list }) => isTroubled(list))
      .map((stream) => [stream.provider, stream]),
  )
  const [leading] = troubled.values()
  const failure = leading?.list.error.value
  const lookupFailure = failure ? undefined : live?.failure.value
  const isMissing = (failure ?? lookupFailure) !== undefined
  return (
    <>
      <SourceBar origins={live?.origins.value ?? providers.value ?? []} freshness={freshness} />
      <main class="popup">
        <SearchBox autofocus search={search} onOpen={onOpen} />
        <PageSection
          page={page}
          isExplained={isMissing}
          onOpenCase={openCase}
          onOpenReference={(reference) => onOpen({ reference })}
        />
        {!glance && leading && failure ? (
          <FailureNotice
            failure={failure}
            retryAt={leading.list.retryAt.value}
            isBusy={leading.list.isFetching.value}
            retry={refresh}
          />
        ) : (
          <>
            {leading && <Problems streams={[...troubled.values()]} refresh={refresh} />}
            {lookupFailure && <FailureNotice size="line" isBrief failure={lookupFailure} retry={refresh} />}
            {GROUPS.map(({ part, group }) => (
              <Group
                key={part}
                group={group}
                none={commonWords.glance[part]}
                cases={glance?.[part]}
                isMissing={isMissing}
                onOpen={onOpen}
              />
            ))}
            <p class="glance-note">{glance && describeCounts(glance, now.value)}</p>
          </>
        )}
        <WatchesEnded onOpen={() => onOpen(undefined)} />
        <Tip />
      </main>
      <footer class="popup-foot">
        <HealthLine health={health.value.value} />
        <button type="button" class="button button-main" onClick={() => onOpen(undefined)}>
          <PanelIcon /> {commonWords.openSidePanel}
        </button>
      </footer>
    </>
  )
}

const GROUPS = [
  { part: 'us', group: 'us' },
  { part: 'endedBadly', group: 'ended-badly' },
] as const

interface GroupProps {
  none: string
  /** `undefined`: not known yet. */
  cases: GlanceGroup | undefined
  isMissing: boolean
  group: CaseGroup
  onOpen(focus: Focus): void
}

function Group({ none, cases, isMissing, group, onOpen }: GroupProps) {
  const title = commonWords.groups[group]
  return (
    <section class="glance" aria-label={title} aria-busy={!cases && !isMissing}>
      <h2>
        <button type="button" class="glance-heading" onClick={() => onOpen({ list: 'cases', group })}>
          {title} {cases && <span class="glance-count">{cases.count}</span>}
          <ChevronIcon />
        </button>
      </h2>
      <div class="glance-rows">
        {!cases &&
          (isMissing ? (
            <p class="glance-none">{commonWords.notLoadedYet}</p>
          ) : (
            <Skeleton rows={GLANCE_LINES} />
          ))}
        {cases?.count === 0 && <p class="glance-none">{none}</p>}
        {cases && cases.count > 0 && (
          <ul>
            {cases.cases.map((one) => (
              <li key={one.id}>
                <button type="button" class="row" onClick={() => onOpen({ case: one.id })}>
                  <Line {...one} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

function Line({ id, provider, caseState, status, at }: GlanceCase) {
  return (
    <span class="row-first">
      <span class="status" data-tone={CASE_STATES[caseState].tone}>
        <CaseShape caseState={caseState} />
        <span class="status-word">{describeBriefly(caseState, status)}</span>
      </span>
      <span class="row-end">
        <span>{nameProvider(provider)}</span>
        <span class="id">{shortenId(id)}</span>
        <Ago iso={at} />
      </span>
    </span>
  )
}

/** As the panel's rows, in a word or two: the heading has the rest. */
function describeBriefly(caseState: GlanceCase['caseState'], status: string | null): string {
  if (caseState !== 'waiting-on-us') return commonWords.states[caseState]
  return isInReview(status) ? commonWords.inReview : commonWords.notDecidedYet
}
