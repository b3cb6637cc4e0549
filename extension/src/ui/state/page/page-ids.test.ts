import type { Config } from '@inquiry-lens/shared/contract/config.ts'
import { INQUIRY_ID } from '@inquiry-lens/shared/testing/made-rows.ts'
import { signal } from '@preact/signals'
import { expect, it, vi } from 'vitest'
import { err, ok, pageFailure, type Result } from '../../../messages/failure.ts'
import type { PageView } from '../../../messages/messages.ts'
import { stubRequest } from '../testing.ts'
import { createPageIds } from './page-ids.ts'

const CONFIG: Config = {
  providers: [],
  eventFamilies: [],
  idPatterns: [{ provider: 'persona', pattern: 'cust-######' }],
  wordsNearUuid: [],
  sitesOff: [],
  replies: {},
  replyLanguages: {},
}
const PATTERN = 'https://acme.zendesk.com/*'
const GRANTABLE: PageView = {
  site: 'grantable',
  host: 'acme.zendesk.com',
  pattern: PATTERN,
  ids: [],
  hidden: [],
  numbers: [],
}
const GRANTED: PageView = { ...GRANTABLE, site: 'granted', ids: [INQUIRY_ID] }

async function setUp({ looks = [ok(GRANTABLE)], isAllowed = true }: Partial<Given> = {}) {
  const order: string[] = []
  const { request, asked } = stubRequest({
    'app:page.look': () => looks.shift() ?? ok(GRANTED),
    'app:page.scan': () => ok({ ids: [INQUIRY_ID], hidden: [], numbers: [] }),
    'app:sites.add': () => {
      order.push('wished')
      return ok({ sites: [PATTERN], off: [] })
    },
    'app:sites.remove': () => ok({ sites: [], off: [] }),
    'app:lookup': () => err(pageFailure('offline')),
  })
  const page = createPageIds({
    request,
    tabId: Promise.resolve(7),
    async requestSite(pattern) {
      order.push(`asked for ${pattern}`)
      return isAllowed
    },
    config: signal(CONFIG),
    abort: new AbortController().signal,
  })
  await vi.waitFor(() => expect(page.look.value ?? page.failure.value).toBeDefined())
  return { page, order, asked, names: () => asked.map(({ name }) => name) }
}

interface Given {
  looks: Result<PageView>[]
  isAllowed: boolean
}

it('looks at the tab it stands over', async () => {
  const { page, asked } = await setUp({ looks: [ok(GRANTED)] })
  expect(asked[0]).toEqual({ name: 'app:page.look', payload: { tabId: 7 } })
  expect(page.ids.value).toEqual([INQUIRY_ID])
})

it('takes for a number of the company’s what has its form, and looks none of them up', async () => {
  const numbers = ['cust-700001', '<b>x</b>', 'cust-7000012']
  const { page, names } = await setUp({ looks: [ok({ ...GRANTED, ids: [], numbers })] })
  expect(page.numbers.value).toEqual(['cust-700001'])
  expect(names()).not.toContain('app:lookup')
})

it('scans a page once on demand', async () => {
  const { page } = await setUp()
  expect(page.ids.value).toEqual([])
  page.scan()
  await vi.waitFor(() => expect(page.ids.value).toEqual([INQUIRY_ID]))
  expect(page.isScanned.value).toBe(true)
})

it('sends the request before the browser’s prompt, in the click itself', async () => {
  const { page, order } = await setUp()
  page.grant()
  expect(order).toEqual(['wished', `asked for ${PATTERN}`])
  await vi.waitFor(() => expect(page.look.value?.site).toBe('granted'))
  expect(page.isNew.value).toBe(true)
})

it('takes the wish back when it is refused', async () => {
  const { page, names } = await setUp({ isAllowed: false })
  page.grant()
  await vi.waitFor(() => expect(names()).toContain('app:sites.remove'))
  expect(page.look.value?.site).toBe('grantable')
  expect(page.isNew.value).toBe(false)
})

it('reports why the page is unknown', async () => {
  const { page } = await setUp({ looks: [err(pageFailure('extension-error'))] })
  expect(page.failure.value?.code).toBe('extension-error')
})
