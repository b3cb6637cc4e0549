/** What an admin can set and nothing reads would be a promise that nothing keeps. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigSchema } from '@inquiry-lens/shared/contract/config.ts'
import { describe, expect, it } from 'vitest'
import { FEATURES } from './platform/policy.ts'

/** All that ships, without what only makes a configuration for the samples. */
async function readSources(): Promise<Map<string, string>> {
  const paths = (await readdir(import.meta.dirname, { recursive: true })).filter(
    (path) => /\.tsx?$/.test(path) && !/\.test\.|fixtures|-stub|background\/samples\//.test(path),
  )
  const texts = paths.map(
    async (path): Promise<[string, string]> => [
      path,
      await readFile(join(import.meta.dirname, path), 'utf8'),
    ],
  )
  return new Map(await Promise.all(texts))
}

const sources = await readSources()
const policySchema = JSON.parse(
  await readFile(join(import.meta.dirname, 'public/managed-schema.json'), 'utf8'),
)
/** Read as a property, or taken out of its object. */
const readersOf = (
  key: string,
  pattern = new RegExp(`\\.${key}\\b|\\{[^{}]*\\b${key}\\b[^{}]*\\} = config`),
) => [...sources].filter(([, text]) => pattern.test(text)).map(([path]) => path)

describe('each key of the relay’s configuration is read by the extension', () => {
  it.each(Object.keys(ConfigSchema.entries))('%s', (key) => {
    expect(readersOf(key)).not.toEqual([])
  })
})

describe('each key of the policy is read by the extension', () => {
  it.each(Object.keys(policySchema.properties))('%s', (key) => {
    expect(readersOf(key, new RegExp(`policy\\.get\\('${key}'\\)`))).toEqual(['platform/policy.ts'])
  })
})

describe('each feature that a policy can switch off is asked for', () => {
  it.each(FEATURES)('%s', (feature) => {
    const readers = readersOf(feature, new RegExp(`'${feature}'`)).filter(
      (path) => path !== 'platform/policy.ts',
    )
    expect(readers).not.toEqual([])
  })
})
