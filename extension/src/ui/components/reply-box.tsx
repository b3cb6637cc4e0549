import { CopyButton } from './copy-button.tsx'

interface ReplyBoxProps {
  /** `undefined` where nobody should say anything yet. */
  reply: string | undefined
  /** Whom it is about. */
  id: string
}

/** What the agent can send to the customer. */
export function ReplyBox({ reply, id }: ReplyBoxProps) {
  if (reply === undefined) return null
  return (
    <section class="reply" aria-label="Reply to the customer">
      <h2>Reply to the customer</h2>
      <CopyButton text={reply} label="Copy reply" taken={{ action: 'copy', form: 'reply', ids: [id] }} />
      <p>{reply}</p>
    </section>
  )
}
