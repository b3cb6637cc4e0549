/** The company's own numbers for its customers: which reference IDs an admin lets agents see. Pure. */
import { isCustomerNumber } from '@inquiry-lens/shared/domain/customer-number.ts'

/** Without a pattern, none is one. */
export const isReferenceId = (pattern: RegExp | null, text: string): boolean =>
  pattern !== null && isCustomerNumber(pattern, text)
