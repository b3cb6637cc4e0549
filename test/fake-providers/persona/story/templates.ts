import { itemAt } from '../../common/item-at.ts'
import type { Tale } from './tale.ts'

const TEMPLATES = [
  { number: 1, name: 'Government ID and selfie' },
  { number: 2, name: 'Phone number and government ID' },
  { number: 3, name: 'High-value customer' },
] as const

export type Template = (typeof TEMPLATES)[number]

/** By what the story needs, so that a template's inquiries look alike. */
export function templateOf(tale: Tale): Template {
  if (tale.story.verifications.includes('phone-number')) return itemAt(TEMPLATES, 1)
  return itemAt(TEMPLATES, tale.story.reviewer === 'user' ? 2 : 0)
}
