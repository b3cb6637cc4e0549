/** Test files share a workerd; each begins with empty storage. */
import { reset } from 'cloudflare:test'
import { beforeAll } from 'vitest'

beforeAll(() => reset())
