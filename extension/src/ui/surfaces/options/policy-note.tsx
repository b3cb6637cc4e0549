/** What the administrator's policy sets, and which features it turns off. */
import { optionsWords } from '../../../locales/options.ts'
import { NO_POLICY } from '../../../platform/policy.ts'
import { LockIcon } from '../../primitives/icons.tsx'
import { useSurface } from '../../primitives/surface-context.ts'

export function PolicyNote() {
  const { organization, off, misread, ...rest } = useSurface().policy.value
  const isSetByPolicy =
    organization !== undefined ||
    off.length > 0 ||
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
