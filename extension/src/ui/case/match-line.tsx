import { classifyObjectId } from '@inquiry-lens/shared/domain/object-id.ts'

interface MatchLineProps {
  /** What was asked for. */
  id: string
  /** The company's own number, where the case was found by that. */
  reference: string | undefined
}

/** How sure it is that this is the case which was meant: an ID names one, a number all of a customer's. */
export function MatchLine({ id, reference }: MatchLineProps) {
  if (reference !== undefined)
    return (
      <p class="match">
        Found by reference <code>{reference}</code>
      </p>
    )
  const kind = classifyObjectId(id)?.kind
  return kind ? <p class="match">Found by {kind} ID</p> : null
}
