import { signal } from '@preact/signals'
import { expect, it, vi } from 'vitest'
import type { RecordWitness } from '../../../background/session/audit-checkpoint.ts'
import { succeed } from '../../../messages/failure.ts'
import { stubAsk } from '../stub-request.ts'
import { createWitness } from './witness.ts'

const WITNESS: RecordWitness = {
  relay: 'https://lens.example.com',
  key: 'k'.repeat(43),
  head: { seq: 17, hash: 'a'.repeat(64), signature: 'b'.repeat(86) },
  seenAt: 0,
  alarm: { kind: 'backwards', at: 0, told: '4' },
}

it('is read whenever somebody looks, and after it was forgotten', async () => {
  const kept: (RecordWitness | null)[] = [WITNESS, WITNESS, null]
  const { ask, asked } = stubAsk({
    'app:witness.find': () => succeed(kept.shift() ?? null),
    'app:witness.begin-anew': () => succeed(null),
  })
  const visible = signal(true)
  const { signal: going } = new AbortController()
  const { witness, beginAnew } = createWitness({ ask, visible, signal: going })
  await vi.waitFor(() => expect(witness.value).toBe(WITNESS))
  visible.value = false
  visible.value = true
  beginAnew.run()
  await vi.waitFor(() => expect(witness.value).toBeNull())
  expect(asked.map(({ name }) => name)).toEqual([
    'app:witness.find',
    'app:witness.find',
    'app:witness.begin-anew',
    'app:witness.find',
  ])
})
