/** A language’s tag (BCP 47) as `Intl` spells it, `DE` as `de`; `undefined`: it is none. */
export function normaliseLanguage(tag: string): string | undefined {
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag)) return undefined
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}
