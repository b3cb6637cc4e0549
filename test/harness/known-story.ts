/** What the fake providers can be asked for by a story's name: the newest of its kind, or an error that says which is missing. */
import type { KnownSession } from '../fake-providers/deepidv/known.ts'
import type { Environment } from '../fake-providers/persona/keys.ts'
import type { KnownStory } from '../fake-providers/persona/known.ts'
import type { Harness } from './harness.ts'

type OfHarness = Pick<Harness, 'providers'>

export const personaStory = (
  { providers }: OfHarness,
  name: string,
  of: Environment = 'sandbox',
): KnownStory => known('Persona', providers.control.known().persona[of], name)

export const deepidvStory = (
  { providers }: OfHarness,
  name: string,
  of: Environment = 'sandbox',
): KnownSession => known('deepidv', providers.control.known().deepidv[of], name)

function known<T>(provider: string, stories: Readonly<Record<string, T>>, name: string): T {
  const story = stories[name]
  if (story === undefined) throw new Error(`The fake ${provider} has no story “${name}”`)
  return story
}
