import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { readConfiguration } from './bindings.ts'

const patternOf = (source: string | undefined) => {
  const read = readConfiguration({ ...env, REFERENCE_ID_PATTERN: source })
  if (!read.ok) throw new Error(read.detail)
  return read.value.providers.find(({ id }) => id === 'persona')?.idPattern?.expression ?? null
}

it('anchors the pattern for reference IDs at both ends', () => {
  const pattern = patternOf('[cust-#{1,9}|A#C]')
  expect(['cust-7', 'A1C'].every((text) => pattern?.test(text))).toBe(true)
  expect(
    ['xcust-7', 'cust-7x', 'A1CD', 'ada@example.com cust-7', ''].some((text) => pattern?.test(text)),
  ).toBe(false)
})

it.each([undefined, ''])('shows no reference ID for the pattern %j', (source) => {
  expect(patternOf(source)).toBeNull()
})

it('names missing bindings as not set', () => {
  expect(readConfiguration({ PERSONA_API_KEY: 'persona_sandbox_x' })).toEqual({
    ok: false,
    detail:
      'ENVIRONMENT is not set; TOKEN_PEPPER is not set; BOOTSTRAP_TOKEN is not set; PERSONA_API_URL is not set',
  })
})
