/** The test files of a worker share its workerd, and each begins with empty storage. */
import { reset } from 'cloudflare:test'
import { beforeAll } from 'vitest'

beforeAll(() => reset())
