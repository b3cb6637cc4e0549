/** A reply for the customer in a chosen language, ready to copy. */
import { subjectOf } from '@inquiry-lens/shared/domain/case-file.ts'
import type { ReplyTexts } from '@inquiry-lens/shared/insight/replies/packs.ts'
import type { Verdict } from '@inquiry-lens/shared/insight/verdict/verdict.ts'
import { useId, useState } from 'preact/hooks'
import { caseWords } from '../../locales/case.ts'
import type { CaseView } from '../../messages/messages.ts'
import { nameCountry } from '../format/labels.ts'
import {
  type FirstLanguage,
  findCustomerCountry,
  findFirstLanguage,
  formatReply,
  type ReplyText,
} from '../format/reply.ts'
import { CopyButton } from '../primitives/copy-button.tsx'
import { lazy } from '../primitives/lazy.tsx'
import { useSurface } from '../primitives/surface-context.ts'

const InsertButton = lazy(() => import('./insert-button.tsx').then((module) => module.InsertButton), true)

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
