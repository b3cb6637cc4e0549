/** Something that is made for a question, and made anew when the question is another one. The one before ends. */
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'

export function derivedResource<TQuestion, TMade>(
  readQuestion: () => TQuestion,
  make: (question: TQuestion, abort: AbortSignal) => TMade,
  ended: AbortSignal,
): ReadonlySignal<TMade> {
  let turn = new AbortController()
  const remake = (question: TQuestion): TMade => {
    turn.abort()
    turn = new AbortController()
    return untracked(() => make(question, AbortSignal.any([turn.signal, ended])))
  }
  const made = signal(remake(untracked(readQuestion)))
  let isFirst = true
  const stop = effect(() => {
    const question = readQuestion()
    if (!isFirst) made.value = remake(question)
    isFirst = false
  })
  ended.addEventListener('abort', stop, { once: true })
  return made
}
