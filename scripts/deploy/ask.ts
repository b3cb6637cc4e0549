/** Questions to the person at the terminal. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

export interface Ask {
  /** An empty answer is the usual one; without a usual one the question is put again. */
  text(question: string, usual?: string): Promise<string>
  choice(question: string, options: readonly (readonly [word: string, caseState: string])[]): Promise<string>
  /** Shows nothing of what is typed. `''`: none was given. */
  secret(question: string): Promise<string>
}

interface Terminal {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
}

export function createAsk({ input, output }: Terminal): Ask {
  async function put(question: string, shown: boolean): Promise<string> {
    let isShown = true
    const muted = new Writable({
      write(chunk, _encoding, written) {
        if (isShown) output.write(chunk)
        written()
      },
    })
    const lines = createInterface({ input, output: muted, terminal: true })
    try {
      const answer = lines.question(question)
      isShown = shown
      return (await answer).trim()
    } finally {
      lines.close()
      if (!shown) output.write('\n')
    }
  }

  const request: Ask = {
    async text(question, usual) {
      for (;;) {
        const answer = await put(`${question}${usual === undefined ? '' : ` [${usual}]`}: `, true)
        if (answer !== '') return answer
        if (usual !== undefined) return usual
      }
    },
    async choice(question, options) {
      output.write(`${question}\n`)
      for (const [word, caseState] of options) output.write(`  ${word.padEnd(12)} ${caseState}\n`)
      for (;;) {
        const answer = await put('> ', true)
        if (options.some(([word]) => word === answer)) return answer
      }
    },
    secret: (question) => put(`${question}: `, false),
  }
  return request
}
