/** What the administrator's policy sets, and which features it turns off. */
import { type Feature, NO_POLICY } from '../../../platform/policy.ts'
import { LockIcon } from '../../primitives/icons.tsx'
import { useSurface } from '../../primitives/surface-context.ts'

const WORDS: Readonly<Record<Feature, string>> = {
  marks: 'marking IDs in pages',
  hover: 'cards over IDs',
  menu: 'the context menu',
  omnibox: 'looking up from the address bar',
  copy: 'copy buttons',
}

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
        Managed by {organization ?? 'your administrator'}.
        {misread.length > 0 && ` Not understood in the policy: ${misread.join(', ')}. Tell your admin.`}
        {off.length > 0 && ` Switched off: ${off.map((feature) => WORDS[feature]).join(', ')}.`}
      </span>
    </p>
  )
}

export function SetByAdmin({ id }: { id?: string }) {
  return (
    <p id={id} class="set-by-admin">
      <LockIcon /> Set by your administrator
    </p>
  )
}
