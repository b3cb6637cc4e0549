/** The head of a case: state, link, what happened, the next step; how it was found, its recent viewers and last session. */

import type { RecentViewer } from '@inquiry-lens/shared/contract/headers.ts'
import { openingOf } from '@inquiry-lens/shared/domain/case-state.ts'
import { classifyObjectId } from '@inquiry-lens/shared/domain/ids/object-id.ts'
import type { LinkState, Verdict } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import { caseWords } from '../../locales/case.ts'
import type { CaseView } from '../../messages/messages.ts'
import { describeDevice, listRiskFlags } from '../format/device.ts'
import { describeCountry, describeRecentViewers, nameRecentViewers } from '../format/labels.ts'
import { formatLeft } from '../format/spans.ts'
import { formatExact, formatRelative } from '../format/time.ts'
import { useAnnounce } from '../primitives/announcer.tsx'
import { Ago, Chip, StatusMark } from '../primitives/badge.tsx'
import { useSurface } from '../primitives/surface-context.ts'

interface VerdictHeadingProps {
  verdict: Verdict
  /** The provider's own word for the state. */
  status: string
}

export function VerdictHeading({ verdict, status }: VerdictHeadingProps) {
  const { caseState, sentence, nextStep, facts, link } = verdict
  const whole = caseWords.verdict.announced(sentence, nextStep)
  useAnnounce(whole, () => whole)
  return (
    <div class="verdict">
      <div class="verdict-state">
        <StatusMark caseState={caseState} status={status} />
        {link && <LinkChip link={link} />}
      </div>
      <p class="verdict-sentence">{sentence}</p>
      {facts.length > 0 && (
        <ul class="verdict-facts" aria-label={caseWords.verdict.known}>
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
      <p class="verdict-next">
        <b>{caseWords.verdict.next}</b> {nextStep}
      </p>
    </div>
  )
}

/** A reply by mail may be too late. */
const SOON = 2 * 60 * 60_000

function LinkChip({ link: { isExpired, endsAt } }: { link: LinkState }) {
  const { now } = useSurface()
  const exact = endsAt === undefined ? undefined : formatExact(endsAt)
  if (isExpired || endsAt === undefined) {
    return (
      <span class="chip" data-tone={isExpired ? 'bad' : 'idle'} data-exact={exact}>
        {isExpired ? caseWords.verdict.linkExpired : caseWords.verdict.linkWorks}
      </span>
    )
  }
  const left = endsAt - now.value
  return (
    <span class="chip" data-tone={left < SOON ? 'attention' : 'idle'} data-exact={exact}>
      {caseWords.verdict.linkWorksFor(formatLeft(left, 'short'))}
    </span>
  )
}

interface MatchLineProps {
  id: string
  /** The company's own number, where the case was found by that. */
  reference: string | undefined
}

/** How the case was found: an ID names one case, a number all of a customer's. */
export function MatchLine({ id, reference }: MatchLineProps) {
  if (reference !== undefined)
    return (
      <p class="match">
        {caseWords.verdict.foundByReference} <code>{reference}</code>
      </p>
    )
  const kind = classifyObjectId(id)?.kind
  return kind ? <p class="match">{caseWords.verdict.foundBy[kind]}</p> : null
}

/** More viewers fold into a disclosure. */
const MAX_INLINE = 2

export function RecentViewers({ seen }: { seen: readonly RecentViewer[] | undefined }) {
  const { now } = useSurface()
  const named = nameRecentViewers(seen ?? [])
  const words = describeRecentViewers(named, now.value)
  if (words === undefined) return null
  if (named.length <= MAX_INLINE) return <p class="seen">{words}</p>
  return (
    <details class="seen">
      <summary>{words}</summary>
      <ul>
        {named.map(({ agent, name, at }) => (
          <li key={agent} title={agent}>
            {name}, {formatRelative(at, now.value)}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The device and country of the newest opened session, with its risk flags. The verdict alone says that there is none. */
export function LastSession({ view }: { view: CaseView }) {
  const [sessions, events] = view.about === 'inquiry' ? [view.sessions, view.events] : [[view.session], []]
  // Newest first.
  const session = sessions.find((one) => openingOf(one, events) !== undefined)
  if (!session) return null
  const { device, network } = session
  return (
    <div class="last-session">
      <p class="row-first">
        <span class="row-device">{describeDevice(device)}</span>
        <Ago iso={openingOf(session, events) ?? null} />
      </p>
      <p class="last-place">
        <span>{describeCountry(network.country) ?? caseWords.unknownCountry}</span>
        {listRiskFlags(network).map((flag) => (
          <Chip key={flag.label} {...flag} />
        ))}
      </p>
    </div>
  )
}
