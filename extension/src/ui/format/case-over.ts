import type { CaseFile } from '@inquiry-lens/shared/model.ts'
import { isFinal, meaningOfInquiry, meaningOfSession } from '@inquiry-lens/shared/status.ts'

/** The customer can do no more in it. */
export const isCaseOver = (file: CaseFile): boolean =>
  isFinal(
    file.about === 'inquiry' ? meaningOfInquiry(file.provider, file.inquiry) : meaningOfSession(file.session),
  )
