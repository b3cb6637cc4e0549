/** What a step of a deployment comes to: a value, or what is wrong and what to do about it. */
export type Outcome<TValue> = { ok: true; value: TValue } | { ok: false; problem: string; nextStep: string }

export const done = <TValue>(value: TValue): Outcome<TValue> => ({ ok: true, value })
export const refuse = (problem: string, nextStep: string): Outcome<never> => ({
  ok: false,
  problem,
  nextStep,
})
