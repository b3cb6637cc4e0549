import type { Inquiry } from '@inquiry-lens/shared/model.ts'
import { writeReply } from '../format/reply.ts'
import { CopyButton } from './copy-button.tsx'
import { useSurface } from './surface.ts'

/** What the agent can send to the customer. Nothing where nobody should say anything yet. */
export function ReplyBox({ inquiry }: { inquiry: Inquiry }) {
  const { now } = useSurface()
  const reply = writeReply(inquiry, now.value)
  if (reply === undefined) return null
  return (
    <section class="reply" aria-label="Reply to the customer">
      <h2>Reply to the customer</h2>
      <CopyButton
        text={reply}
        label="Copy reply"
        taken={{ action: 'copy', form: 'reply', ids: [inquiry.id] }}
      />
      <p>{reply}</p>
    </section>
  )
}
