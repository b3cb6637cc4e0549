/** Says of a setting whose it is, where it is not the agent's. */
import { LockIcon } from '../../primitives/icons.tsx'

export function SetByAdmin({ id }: { id?: string }) {
  return (
    <p id={id} class="set-by-admin">
      <LockIcon /> Set by your administrator
    </p>
  )
}
