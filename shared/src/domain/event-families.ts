/**
 * Events that may leave the relay, by the family at the start of the name. All other families stay in, new ones too: the
 * existence of a screening report or a suspicious-activity filing is itself a secret.
 */

/** Open for every role. */
export const OPEN_FAMILIES = [
  'inquiry',
  'inquiry-session',
  'verification',
  'document',
  'selfie',
  'account',
] as const

/** Open if the relay's `OPEN_EVENT_FAMILIES` has it. */
export const OPTIONAL_FAMILIES = ['transaction'] as const

export type OptionalFamily = (typeof OPTIONAL_FAMILIES)[number]

/** `verification/government-id` and `verification` are one kind of object. */
export const baseOf = (objectType: string): string => objectType.split('/', 1)[0] ?? ''

/** `inquiry-session` of `inquiry-session.started`, and `started`. */
export const familyOf = (eventName: string): string => eventName.split('.', 1)[0] ?? ''
export const verbOf = (eventName: string): string => eventName.slice(familyOf(eventName).length + 1)

export interface OpenFamilies {
  isOpenEvent(name: string): boolean
  isOpenObject(type: string): boolean
}

export function openFamilies(optional: readonly OptionalFamily[] = []): OpenFamilies {
  const open = new Set<string>([...OPEN_FAMILIES, ...optional])
  return {
    isOpenEvent: (name) => name.includes('.') && open.has(familyOf(name)),
    isOpenObject: (type) => open.has(baseOf(type)),
  }
}
