/**
 * Texts from outside, with what cannot be seen in them made visible: a right-to-left override would turn a file name
 * around, a zero-width space would tell apart two names that look alike (Unicode UTR 36, "Bidirectional Text Spoofing").
 * Line breaks and tabs stay, and what emoji are joined with.
 */
const JOINER_OF_EMOJI = String.raw`(?<=\p{Extended_Pictographic}\uFE0F?)\u200D(?=\p{Extended_Pictographic})`
const UNSEEN = new RegExp(
  String.raw`(?!\uFE0F|${JOINER_OF_EMOJI})[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cs}\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}`,
  'gu',
)

export const showInvisible = (text: string): string => text.replace(UNSEEN, nameCodePoint)

function nameCodePoint(unseen: string): string {
  const code = (unseen.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `‹U+${code}›`
}

/** JSON as it is read from outside; throws where it is none. */
export const parseJsonVisibly = (json: string): unknown =>
  JSON.parse(json, (_, value: unknown) => (typeof value === 'string' ? showInvisible(value) : value))
