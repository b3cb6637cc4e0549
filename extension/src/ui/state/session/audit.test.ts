import { signal } from '@preact/signals'
import { expect, it, vi } from 'vitest'
import { ok } from '../../../messages/failure.ts'
import type { AuditWitness } from '../../../messages/messages.ts'
import { stubRequest } from '../testing.ts'
import { createWitness } from './audit.ts'

const WITNESS: AuditWitness = {
  relay: 'https://lens.example.com',
  key: 'k'.repeat(43),
  head: { seq: 17, hash: 'a'.repeat(64), signature: 'b'.repeat(86) },
  seenAt: 0,
  alarm: { kind: 'backwards', at: 0, told: '4' },
}

it('reads the checkpoint when the surface becomes visible and after it is resolved', async () => {
  const kept: (AuditWitness | null)[] = [WITNESS, WITNESS, null]
  const { request, asked } = stubRequest({
    'app:witness.find': () => ok(kept.shift() ?? null),
    'app:witness.resolve': () => ok(null),
  })
  const visible = signal(true)
  const { signal: abort } = new AbortController()
  const { witness, resolve } = createWitness({ request, visible, abort })
  await vi.waitFor(() => expect(witness.value).toBe(WITNESS))
  visible.value = false
  visible.value = true
  resolve.run()
  await vi.waitFor(() => expect(witness.value).toBeNull())
  expect(asked.map(({ name }) => name)).toEqual([
    'app:witness.find',
    'app:witness.find',
    'app:witness.resolve',
    'app:witness.find',
  ])
})
