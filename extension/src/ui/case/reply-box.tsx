/** A reply for the customer in a chosen language, ready to copy. */
import { sessionsOf, subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import type { Network } from '@inquiry-lens/shared/domain/model.ts'
import type { ReplyTexts, SpokenPack } from '@inquiry-lens/shared/insight/replies/packs.ts'
import { fillGaps, guessLanguage, writeReply } from '@inquiry-lens/shared/insight/replies/write-reply.ts'
import type { Verdict } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import { useId, useRef, useState } from 'preact/hooks'
import { caseWords } from '../../locales/case.ts'
import type { CaseView } from '../../messages/messages.ts'
import { nameCountry } from '../format/labels.ts'
import { formatDayIn } from '../format/spans.ts'
import { CopyButton } from '../primitives/button.tsx'
import { useSurface } from '../primitives/surface-context.ts'

type Country = Network['country']

interface FirstLanguage {
  /** A tag, of a language that there is. */
  language: string
  /** Where the customer was, if that is why. */
  country: Country | undefined
}

interface Known {
  country: Country | undefined
  /** The agent's last choice. */
  last: string | null
  /** The browser's, the most wanted first. */
  wanted: readonly string[]
}

/** `languages`: those available; the first is the default. */
export function findFirstLanguage(
  languages: readonly [string, ...string[]],
  { country, last, wanted }: Known,
): FirstLanguage {
  const guessed = country?.code ? guessLanguage(country.code, languages) : undefined
  if (guessed !== undefined) return { language: guessed, country }
  const language = (last === null ? [] : [last])
    .concat(wanted.flatMap((tag) => [tag, tag.replace(/-.*$/, '')]))
    .find((tag) => languages.includes(tag))
  return { language: language ?? languages[0], country: undefined }
}

/** Of the newest session whose address is the customer’s own, as far as the provider knows. */
export function findCustomerCountry(view: CaseView): Country | undefined {
  return sessionsOf(view).find(({ network }) => network.country.code !== null && isOwnAddress(network))
    ?.network.country
}

const isOwnAddress = ({ vpn, proxy, tor, datacenter }: Network): boolean =>
  ![vpn, proxy, tor, datacenter].includes(true)

interface ReplyText {
  text: string
  /** What it is in; `undefined`: one text of the company's for every language. */
  pack: SpokenPack | undefined
}

/** `undefined`: the agent should not reply yet. */
export function formatReply(
  { reply, caseState }: Pick<Verdict, 'reply' | 'caseState'>,
  { packs, unknown }: ReplyTexts,
  wanted: SpokenPack,
): ReplyText | undefined {
  if (!reply) {
    return caseState === 'unknown' && unknown !== undefined
      ? { text: fillGaps(unknown, { until: undefined, task: undefined }), pack: undefined }
      : undefined
  }
  for (const pack of [wanted, packs[0]]) {
    const text = writeReply(reply, pack, (instant) => formatDayIn(pack.language, instant))
    if (text !== undefined) return { text, pack: pack.forAll.includes(reply.key) ? undefined : pack }
  }
  return undefined
}

interface ReplyBoxProps {
  view: CaseView
  verdict: Verdict
  /** `undefined`: loading. */
  texts: ReplyTexts | undefined
}

/** Waits for everything that its first language depends on: the text must not change while it is read. */
export function ReplyBox({ view, verdict, texts }: ReplyBoxProps) {
  const { last } = useSurface().replyLanguage
  if (texts === undefined || last.value === undefined) return null
  return <Reply key={subjectOf(view)} view={view} verdict={verdict} texts={texts} last={last.value} />
}

interface ReplyProps extends ReplyBoxProps {
  texts: ReplyTexts
  last: string | null
}

function Reply({ view, verdict, texts, last }: ReplyProps) {
  const { replyLanguage, languages: wanted } = useSurface()
  const { packs } = texts
  const [first] = useState(() =>
    findFirstLanguage([packs[0].language, ...packs.slice(1).map(({ language }) => language)], {
      country: findCustomerCountry(view),
      last,
      wanted,
    }),
  )
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const id = useId()
  const pack = packs.find(({ language }) => language === (chosen ?? first.language)) ?? packs[0]
  const reply = formatReply(verdict, texts, pack)
  if (!reply) return null
  const note = explain(reply, pack.name, chosen === undefined ? first : undefined)
  return (
    <section class="reply" aria-label={caseWords.reply.title}>
      <h2>{caseWords.reply.title}</h2>
      {reply.pack && (
        <select
          class="reply-language"
          aria-label={caseWords.reply.language}
          aria-describedby={note && `${id}-note`}
          value={pack.language}
          onChange={(event) => {
            setChosen(event.currentTarget.value)
            replyLanguage.choose(event.currentTarget.value)
          }}
        >
          {packs.map(({ language, name }) => (
            <option key={language} value={language} lang={language}>
              {name}
            </option>
          ))}
        </select>
      )}
      <p class="reply-text" lang={reply.pack?.language}>
        {reply.text}
      </p>
      <div class="reply-foot">
        <p class="reply-note" id={`${id}-note`}>
          {note}
        </p>
        <InsertButton key={reply.text} text={reply.text} id={subjectOf(view)} />
        <CopyButton
          text={reply.text}
          label={caseWords.reply.copy}
          shortcut="r"
          isWorded
          isMain
          copied={{ action: 'copy', form: 'reply', ids: [subjectOf(view)] }}
        />
      </div>
      <span role="status" class="visually-hidden">
        {chosen !== undefined && caseWords.reply.nowIn(reply.pack?.name ?? pack.name)}
      </span>
    </section>
  )
}

/** Explains a language that the agent did not choose. */
function explain({ pack }: ReplyText, wanted: string, first: FirstLanguage | undefined): string | undefined {
  if (!pack) return caseWords.reply.oneForAll
  if (pack.name !== wanted) return caseWords.reply.missing(wanted, pack.name)
  const country = first?.country && nameCountry(first.country)
  return country && caseWords.reply.fromCountry(country)
}

/** Inserts a reply into the page's editor, and copies it where that fails. */
interface InsertButtonProps {
  text: string
  /** What the reply is about. */
  id: string
}

function InsertButton({ text, id }: InsertButtonProps) {
  const { policy, inserting, copy } = useSurface()
  const self = useRef<HTMLButtonElement>(null)
  const [said, setSaid] = useState('')
  const isBusy = useRef(false)
  const { off } = policy.value
  if (!inserting?.isPossible.value || off.includes('insert') || off.includes('copy')) return null

  async function insert({ insert: begin }: NonNullable<typeof inserting>): Promise<string> {
    const words = caseWords.reply
    const reply = await begin({ text, ids: [id] })
    if (!reply.ok) return words.notInserted(reply.error.title, reply.error.nextStep)
    if (reply.value === 'inserted') return words.inserted
    // The clipboard wants the focus, which the page's editor may have got.
    self.current?.focus()
    const copied = await copy({ text, copied: { action: 'copy', form: 'reply', ids: [id] } })
    if (copied === 'none') return ''
    return copied === 'copied' ? words.copiedInstead[reply.value] : words.notCopied
  }

  async function press(possible: NonNullable<typeof inserting>): Promise<void> {
    if (isBusy.current) return
    isBusy.current = true
    setSaid('')
    setSaid(await insert(possible).finally(() => (isBusy.current = false)))
  }

  return (
    <>
      <button ref={self} type="button" class="button" onClick={() => void press(inserting)}>
        {caseWords.reply.insert}
      </button>
      <span role="status" class={said ? 'insert-note' : 'visually-hidden'}>
        {said}
      </span>
    </>
  )
}
