/** What an event is about: `verification/government-id` → "Government ID verification". */
import { own } from '@inquiry-lens/shared/lib/own-property.ts'

const WORDS: Readonly<Record<string, string>> = {
  'inquiry-session': 'Session',
  'government-id': 'Government ID',
  id: 'ID',
}

const worded = (slug: string): string => {
  const known = own(WORDS, slug)
  if (known !== undefined) return known
  const text = slug.replaceAll(/[-_]+/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function describeObjectType(type: string): string {
  const [base = '', ...kind] = type.split('/')
  return kind.length === 0 ? worded(base) : `${worded(kind.join(' '))} ${worded(base).toLowerCase()}`
}
