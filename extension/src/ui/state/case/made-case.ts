/** Cases as the surfaces get them, for tests. */
import type { Inquiry } from '@inquiry-lens/shared/domain/model.ts'
import { madeInquiry, madeInquiryCase } from '@inquiry-lens/shared/testing/made-rows.ts'
import type { InquiryCaseView } from '../../../messages/messages.ts'

export const madeCase = (told: Partial<Inquiry> = {}, asOf = 0): InquiryCaseView => ({
  ...madeInquiryCase({ inquiry: madeInquiry(told) }),
  source: { provider: 'persona', environment: 'sandbox', state: 'fresh' },
  asOf,
})
