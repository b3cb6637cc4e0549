/**
 * Stands in every text that must not reach an agent unasked. A leak test looks for it in answers, logs and
 * storage.
 */
export const CANARY = 'c4nary'

/** Numbers cannot carry a word: coordinates are taken from this list and from nowhere else. */
export const CANARY_NUMBERS = [11.223344, 22.334455, 33.445566, 44.556677, -55.667788, -66.778899] as const
