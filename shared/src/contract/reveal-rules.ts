/** What pages must know of reveals, without the schemas of `reveals.ts`. */

/** How long a surface may show what was revealed. */
export const REVEAL_SECONDS = 60

export const REASON_LENGTH = { least: 4, most: 300 } as const

const ONE_LINE = new RegExp(`^[^\\p{Cc}\\p{Zl}\\p{Zp}]{${REASON_LENGTH.least},${REASON_LENGTH.most}}$`, 'u')

/** Without white space around it. */
export const isReason = (text: string): boolean => ONE_LINE.test(text)
