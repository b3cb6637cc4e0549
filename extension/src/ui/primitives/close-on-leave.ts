import type { TargetedFocusEvent } from 'preact'

/** A popover that the keys have gone past would lie over what they come to (WCAG 2.4.11). For what holds it and its button. */
export function closeOnLeave({ currentTarget, relatedTarget }: TargetedFocusEvent<HTMLElement>): void {
  if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget))
    currentTarget.querySelector<HTMLElement>(':popover-open')?.hidePopover()
}
