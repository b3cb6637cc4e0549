/** Inserts a reply into the page's editor, and copies it where that fails. */
import { useRef, useState } from 'preact/hooks'
import { caseWords } from '../../locales/case.ts'
import { useSurface } from '../primitives/surface-context.ts'

interface InsertButtonProps {
  text: string
  /** What the reply is about. */
  id: string
}

export function InsertButton({ text, id }: InsertButtonProps) {
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
