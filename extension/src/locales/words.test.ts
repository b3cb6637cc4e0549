/** Everything a person reads on a surface is in a catalogue: none of the surfaces' own code has words. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { expect, it } from 'vitest'

const UI = join(import.meta.dirname, '../ui')

/** Attributes whose text is shown or spoken. */
const SPOKEN = /^(?:aria-label|aria-description|aria-valuetext|title|alt|placeholder|label)$/
const LETTERS = /\p{L}/u
/** Two words in a row, as no selector, path or token has. */
const SENTENCE = /^\p{Lu}[\p{L}’]* \p{L}+|\p{L}{2,} \p{Ll}{2,} \p{Ll}{2,}/u

interface Node {
  type: string
  [key: string]: unknown
}

const isNode = (value: unknown): value is Node => typeof Object(value).type === 'string'

/** Texts of this part of the code that a person would read. */
function findWords(node: Node, found: string[] = []): string[] {
  const { type, name, value } = node
  if (type === 'JSXText' && LETTERS.test(String(value))) found.push(String(value).trim())
  if (type === 'JSXAttribute') {
    const attribute = String(Object(name).name)
    const text = Object(value).value
    if (typeof text === 'string') {
      if (SPOKEN.test(attribute) && LETTERS.test(text)) found.push(`${attribute}="${text}"`)
      return found
    }
  }
  const text = type === 'TemplateElement' ? Object(value).raw : type === 'Literal' ? value : undefined
  if (typeof text === 'string' && SENTENCE.test(text)) found.push(text)
  for (const inner of Object.values(node).flat()) if (isNode(inner)) findWords(inner, found)
  return found
}

it('has no words in the code of the surfaces', async () => {
  const files = (await readdir(UI, { recursive: true })).filter((file) => /(?<!\.test)\.tsx?$/.test(file))
  expect(files.length).toBeGreaterThan(80)
  const all = await Promise.all(
    files.map(async (file) => {
      const { program, errors } = parseSync(file, await readFile(join(UI, file), 'utf8'))
      expect(errors).toEqual([])
      return isNode(program) ? findWords(program).map((words) => `${file}: ${words}`) : []
    }),
  )
  expect(all.flat().filter((words) => !SAME.some((same) => same.test(words)))).toEqual([])
})

/** Names, addresses, codes and commands, the same in every language; and what a developer reads. */
const SAME: readonly RegExp[] = [
  /: (?:(?:placeholder|aria-label)=)?"?(?:Inquiry Lens:? ?|Mac OS X|OS X|UTC|inquiry\.expired|inq_…)"?$/,
  /: placeholder="(?:acme\.zendesk\.com|https:\/\/lens\.example\.com|7K2QX-9MBD-4TPR|ada@example\.com)"$/,
  /: npm run audit -- /,
  /^state\/testing\.ts: /,
  /: (?:The page has no #app|A component stands outside its surface)$/,
  // Reasons of a reveal stand in the audit log, which auditors of every language read.
  /^case\/reveal-box\.tsx: (?:Customer|Suspected) /,
]
