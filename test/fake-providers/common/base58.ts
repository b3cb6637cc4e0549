/** Without 0, O, I and l, as in the IDs that both vendors show. */
export const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

export function toBase58(value: number, length: number): string {
  let text = ''
  let rest = value
  for (let i = 0; i < length; i++) {
    text = BASE58.charAt(rest % 58) + text
    rest = Math.floor(rest / 58)
  }
  return text
}

export function fromBase58(text: string): number | undefined {
  let value = 0
  for (const letter of text) {
    const digit = BASE58.indexOf(letter)
    if (digit < 0) return undefined
    value = value * 58 + digit
  }
  return value
}
