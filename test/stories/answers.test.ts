/** Every example of the providers' documents, and sixteen tickets: `docs/answers.md` shows them. */
import { readFileSync } from 'node:fs'
import { gatherFacts } from '@inquiry-lens/shared/insight/verdict/facts.ts'
import { decide } from '@inquiry-lens/shared/insight/verdict/rules.ts'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { answerOf, EXAMPLES, readWorld, TICKETS, type World, writeAnswers } from './answers.ts'
import { EXACT, expectKnown, expectProved, proofOfDeepidv, proofOfPersona } from './proof.ts'
import { NOW } from './tell-case.ts'

function expectHeld(world: World) {
  const facts = gatherFacts(readWorld(world))
  const { sentence } = decide(facts, EXACT, NOW)
  const proof =
    world.about === 'inquiry' ? proofOfPersona(world, world.events === undefined) : proofOfDeepidv(world)
  expectProved(sentence, proof, world)
  expectKnown(sentence, facts)
}

it.each(EXAMPLES)('$body: nothing that the example contradicts', ({ world }) => expectHeld(world))

it.each(TICKETS)('$ticket: nothing that the data contradict', ({ world, before }) => {
  expectHeld(world)
  expect(before).toMatch(/\.$/)
  expect(answerOf(world).sentence).toMatch(/\.$/)
})

/** The example bodies themselves, where the environment names Persona's OpenAPI document (JSON). */
const DOCUMENT = process.env.PERSONA_DOCUMENT

describe.runIf(DOCUMENT)('Persona’s own examples', () => {
  const examples = DOCUMENT === undefined ? [] : listExamples(JSON.parse(readFileSync(DOCUMENT, 'utf8')))

  it('are there', () => expect(examples.length).toBeGreaterThan(10))
  it.each(examples)('$name: nothing that the example contradicts', ({ world }) => expectHeld(world))
})

const ResourceSchema = v.object({
  type: v.string(),
  id: v.string(),
  attributes: v.optional(v.record(v.string(), v.unknown()), {}),
  relationships: v.optional(v.record(v.string(), v.unknown()), {}),
})
const ExamplesSchema = v.object({
  components: v.object({ examples: v.record(v.string(), v.object({ value: v.unknown() })) }),
})
const BodySchema = v.object({
  data: v.union([v.array(v.unknown()), v.unknown()]),
  included: v.optional(v.array(v.unknown()), []),
})
const EventSchema = v.object({ attributes: v.object({ payload: BodySchema }) })

/** Each inquiry in them, also as an event's. */
function listExamples(document: unknown): { name: string; world: World }[] {
  const { examples } = v.parse(ExamplesSchema, document).components
  return Object.entries(examples).flatMap(([name, { value }]) => {
    const body = v.safeParse(BodySchema, value)
    if (!body.success) return []
    const { data, included } = body.output
    return [data].flat().flatMap((one) => {
      const event = v.safeParse(EventSchema, one)
      const about = event.success ? event.output.attributes.payload.data : one
      const around = event.success ? event.output.attributes.payload.included : included
      const inquiry = v.safeParse(ResourceSchema, about)
      if (!inquiry.success || inquiry.output.type !== 'inquiry') return []
      const resources = around.flatMap((each) => {
        const read = v.safeParse(ResourceSchema, each)
        return read.success ? [read.output] : []
      })
      const events = event.success ? [v.parse(ResourceSchema, one)] : undefined
      return [
        { name, world: { about: 'inquiry' as const, data: inquiry.output, included: resources, events } },
      ]
    })
  })
}

it('has sixteen tickets', () => expect(TICKETS).toHaveLength(16))

it('stands in the documents', async () => {
  await expect(writeAnswers()).toMatchFileSnapshot('../../docs/answers.md')
})
