/** After a change of the stories or the projection: `vitest run --project stories --update`. */
import { expect, it } from 'vitest'
import { CANARY } from '../fake-providers/common/canary.ts'
import { writeSamples } from './samples.ts'

it('are what the extension has in its package', async () => {
  await expect(writeSamples()).toMatchFileSnapshot('../../extension/src/public/samples.json')
})

it('contain nothing that an agent must not see unasked', () => {
  expect(writeSamples()).not.toContain(CANARY)
})
