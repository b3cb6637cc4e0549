import { CIPHER_CAPACITY } from '../../common/number-cipher.ts'

/**
 * Every object has a number, and its ID hides it: the owner (a tale) first, then the place among the owner's
 * things. So an ID leads straight to its row.
 */
const OWNERS_IN_CHAPTER = 64
const BEATS_OF_OWNER = 4096
const PARTS_OF_OWNER = 256

/** Owners from here on were added while the provider ran. */
export const FIRST_ADDED_OWNER = 9_000_000
export const MAX_ADDED_STEPS = BEATS_OF_OWNER

export function numberOwner(chapter: number, member: number): number {
  return chapter * OWNERS_IN_CHAPTER + member
}

export function readOwner(owner: number): { readonly chapter: number; readonly member: number } {
  return { chapter: Math.floor(owner / OWNERS_IN_CHAPTER), member: owner % OWNERS_IN_CHAPTER }
}

export function numberBeat(owner: number, beat: number): number {
  return owner * BEATS_OF_OWNER + beat
}

export function readBeat(number: number): { readonly owner: number; readonly beat: number } {
  return { owner: Math.floor(number / BEATS_OF_OWNER), beat: number % BEATS_OF_OWNER }
}

export function numberPart(owner: number, part: number): number {
  return owner * PARTS_OF_OWNER + part
}

export function readPart(number: number): { readonly owner: number; readonly part: number } {
  return { owner: Math.floor(number / PARTS_OF_OWNER), part: number % PARTS_OF_OWNER }
}

/** How many owners can be added before IDs would run out of letters. */
export const MAX_ADDED_OWNERS = Math.floor(CIPHER_CAPACITY / BEATS_OF_OWNER) - FIRST_ADDED_OWNER
