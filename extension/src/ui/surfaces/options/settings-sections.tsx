/** Where IDs are marked, when they are looked up, single-key shortcuts, and the language. */

import { formatCheckpoint } from '@inquiry-lens/shared/audit/checkpoint.ts'
import { isLanguage, LANGUAGES, pickLanguage } from '@inquiry-lens/shared/lib/catalogue.ts'
import { useId } from 'preact/hooks'
import { optionsWords } from '../../../locales/options.ts'
import type { AuditWitness } from '../../../messages/messages.ts'
import { NO_POLICY } from '../../../platform/policy.ts'
import { formatExact, formatRelative } from '../../format/time.ts'
import { BusyButton, CopyButton } from '../../primitives/button.tsx'
import { CheckIcon, CloseIcon, LockIcon, TriangleIcon } from '../../primitives/icons.tsx'
import { FailureNotice, Notice } from '../../primitives/notice.tsx'
import { Fact, Section } from '../../primitives/section.tsx'
import { useSurface } from '../../primitives/surface-context.ts'
import { readPresets } from '../../state/page/saved-views.ts'
import { nameSite, type SiteSettings, type SiteStates } from '../../state/page/sites.ts'
import type { WitnessState } from '../../state/session/audit.ts'
import type { OwnLanguage } from '../../state/session/settings.ts'

/** What the administrator's policy sets, and which features it turns off. */
export function PolicyNote() {
  const { organization, off, ...rest } = useSurface().policy.value
  const presets = readPresets(rest.views)
  const misread = [...rest.misread, ...presets.misread]
  const isSetByPolicy =
    organization !== undefined ||
    off.length > 0 ||
    presets.views.length > 0 ||
    rest.isLocked ||
    misread.length > 0 ||
    rest.keepSignedIn !== undefined ||
    rest.relay !== NO_POLICY.relay ||
    rest.sites !== NO_POLICY.sites
  if (!isSetByPolicy) return null
  return (
    <p class="managed-note">
      <LockIcon />
      <span>
        {optionsWords.policy.managedBy(organization)}
        {misread.length > 0 && ` ${optionsWords.policy.misread(misread.join(', '))}`}
        {off.length > 0 &&
          ` ${optionsWords.policy.off(off.map((feature) => optionsWords.policy.features[feature]).join(', '))}`}
      </span>
    </p>
  )
}

export function SetByAdmin({ id }: { id?: string }) {
  return (
    <p id={id} class="set-by-admin">
      <LockIcon /> {optionsWords.policy.setByAdmin}
    </p>
  )
}

const STATES = ['in-view', 'on-hover'] as const satisfies readonly SiteStates[]

export function SitesSection({ sites }: { sites: SiteSettings }) {
  const { failure, message } = sites
  const { policy } = useSurface()
  const { off, isLocked } = policy.value
  if (off.includes('marks')) return null
  return (
    <Section id="sites" title={optionsWords.sites.title}>
      <p class="lead">{optionsWords.sites.lead}</p>
      {policy.value.sites ? (
        <PolicySites sites={sites} patterns={policy.value.sites} />
      ) : (
        <>
          <SiteList sites={sites} isLocked={isLocked} />
          {isLocked ? <SetByAdmin /> : <AddSite sites={sites} />}
        </>
      )}
      <p class="visually-hidden" role="status">
        {message.value}
      </p>
      {failure.value && <FailureNotice size="line" failure={failure.value} />}
      <StatesChoice sites={sites} isLocked={isLocked} />
    </Section>
  )
}

/** Listed by the administrator; the browser lets only the agent allow them. */
function PolicySites({ sites, patterns }: { sites: SiteSettings; patterns: readonly string[] }) {
  const granted = sites.sites.value
  if (granted === undefined) return null
  return (
    <>
      <SetByAdmin />
      {patterns.length === 0 && <p class="sites-none">{optionsWords.sites.none}</p>}
      <ul class="sites">
        {patterns.map((pattern) => (
          <li key={pattern}>
            <code>{nameSite(pattern)}</code>
            {sites.offOn(pattern).length > 0 ? (
              <Off on={sites.offOn(pattern)} />
            ) : granted.includes(pattern) ? (
              <span class="site-good">
                <CheckIcon /> {optionsWords.sites.marked}
              </span>
            ) : (
              <button
                type="button"
                class="button"
                aria-label={optionsWords.sites.allowSite(nameSite(pattern))}
                onClick={() => sites.allow(pattern)}
              >
                {optionsWords.sites.allow}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Off({ on }: { on: ReturnType<SiteSettings['offOn']> }) {
  if (on.length === 0) return null
  return (
    <span class="site-off">
      {on === 'everything' ? optionsWords.sites.off : optionsWords.sites.offOn(on.join(', '))}
    </span>
  )
}

function SiteList({ sites, isLocked }: { sites: SiteSettings; isLocked: boolean }) {
  const known = sites.sites.value
  if (known === undefined) return null
  if (known.length === 0) {
    return <p class="sites-none">{isLocked ? optionsWords.sites.none : optionsWords.sites.noneYet}</p>
  }
  return (
    <ul class="sites">
      {known.map((pattern) => (
        <li key={pattern}>
          <code>{nameSite(pattern)}</code>
          <Off on={sites.offOn(pattern)} />
          {!isLocked && (
            <button
              type="button"
              class="icon-button"
              aria-label={optionsWords.sites.removeSite(nameSite(pattern))}
              title={optionsWords.sites.remove}
              onClick={() => sites.remove(pattern)}
            >
              <CloseIcon />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

function AddSite({ sites }: { sites: SiteSettings }) {
  const { text, problem } = sites
  const id = useId()
  return (
    <form
      class="add-site"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        sites.add()
      }}
    >
      <label for={id}>{optionsWords.sites.addSite}</label>
      <div class="add-site-line">
        <input
          id={id}
          type="text"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          placeholder="acme.zendesk.com"
          value={text.value}
          aria-invalid={problem.value !== undefined}
          aria-describedby={`${id}-problem`}
          onInput={(event) => {
            text.value = event.currentTarget.value
          }}
        />
        <button type="submit" class="button">
          {optionsWords.sites.add}
        </button>
      </div>
      <p id={`${id}-problem`} class="field-problem" role="status">
        {problem.value}
      </p>
    </form>
  )
}

function StatesChoice({ sites, isLocked }: { sites: SiteSettings; isLocked: boolean }) {
  const chosen = sites.states.value
  return (
    <fieldset class="choice-group" disabled={isLocked}>
      <legend>{optionsWords.sites.states}</legend>
      {isLocked && <SetByAdmin />}
      {STATES.map((states) => (
        <label key={states} class="check">
          <input
            type="radio"
            name="states"
            checked={chosen === states}
            onChange={() => sites.setStates(states)}
          />
          <span>
            {optionsWords.sites.choices[states].label}
            <span class="field-hint">{optionsWords.sites.choices[states].hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

export function KeysSection({ onChoose }: { onChoose(areOn: boolean): void }) {
  const { areKeysOn } = useSurface()
  return (
    <Section id="keys" title={optionsWords.keys.title}>
      <label class="check">
        <input
          type="checkbox"
          checked={areKeysOn.value}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
        <span>
          {optionsWords.keys.label}
          <span class="field-hint">{optionsWords.keys.hint}</span>
        </span>
      </label>
    </Section>
  )
}

export function LanguageSection({ language }: { language: OwnLanguage }) {
  const { languages } = useSurface()
  const id = useId()
  const shown = language.current.value
  const words = optionsWords.language
  return (
    <Section id="language" title={words.title}>
      <p class="lead">{words.lead}</p>
      <div class="field">
        <label for={id}>{words.label}</label>
        <select
          id={id}
          value={language.chosen.value ?? ''}
          onChange={({ currentTarget: { value } }) => language.choose(isLanguage(value) ? value : undefined)}
        >
          <option value="">{words.browser(LANGUAGES[pickLanguage(languages)].name)}</option>
          {Object.entries(LANGUAGES).map(([tag, { name }]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
        {shown && shown !== 'en' && !LANGUAGES[shown].isReviewed && (
          <p class="field-hint">{words.notReviewed}</p>
        )}
      </div>
    </Section>
  )
}

/** The audit checkpoint that this browser keeps, for comparison with the relay's audit log. */
export function WitnessSection({ state: { witness, resolve } }: { state: WitnessState }) {
  const held = witness.value
  if (!held) return null
  return (
    <Section id="witness" title={optionsWords.witness.title}>
      {held.alarm && (
        <Notice
          icon={TriangleIcon}
          tone="bad"
          size="line"
          title={optionsWords.witness.alarms[held.alarm.kind]}
        >
          <p>{optionsWords.witness.found(formatExact(held.alarm.at))}</p>
        </Notice>
      )}
      <p class="lead">{optionsWords.witness.lead}</p>
      <Kept held={held} />
      {held.alarm && (
        <div class="form-actions">
          <BusyButton
            action={resolve}
            label={optionsWords.witness.resolve}
            busyLabel={optionsWords.witness.resolving}
          />
        </div>
      )}
    </Section>
  )
}

function Kept({ held }: { held: AuditWitness }) {
  const { now } = useSurface()
  if (!held.head) return <p class="quiet">{optionsWords.witness.none}</p>
  const text = writeWitness(held)
  return (
    <>
      <dl class="facts">
        <Fact name={optionsWords.witness.entry}>
          {optionsWords.witness.seen(held.head.seq, formatRelative(held.seenAt, now.value))}
        </Fact>
        <Fact name="SHA-256">
          <code>{held.head.hash}</code>
        </Fact>
      </dl>
      <div class="form-actions">
        <a
          class="button"
          download="audit-checkpoint.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          {optionsWords.witness.save}
        </a>
        <CopyButton text={text} label={optionsWords.witness.copy} isWorded />
      </div>
    </>
  )
}

/** The format of `npm run audit -- verify --witness FILE`. */
function writeWitness({ relay, key, head, seenAt, alarm }: AuditWitness): string {
  const lines = [
    `# ${relay}, key ${key}`,
    ...(head ? [`# seen ${new Date(seenAt).toISOString()}`, formatCheckpoint(head)] : []),
    ...(alarm ? [`# ${alarm.kind} ${new Date(alarm.at).toISOString()}: ${alarm.told}`] : []),
  ]
  return `${lines.join('\n')}\n`
}
