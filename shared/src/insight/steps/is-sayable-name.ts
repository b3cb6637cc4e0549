/** Whether a step's name can stand in a sentence. The relay sends only names of its allow-list; an older relay sent any. */
import { isScreening } from '../../domain/screening.ts'

/** What is longer, or no words at all, would make a sentence unreadable. */
const WORDS = /^[\p{L}\p{N}][\p{L}\p{N} .’'-]{0,59}$/u

export const isSayableName = (name: string): boolean =>
  WORDS.test(name.replaceAll(/[-_/]+/g, ' ').trim()) && !isScreening(name)
