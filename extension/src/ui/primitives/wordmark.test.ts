/** One drawing, wherever it stands: in the toolbar, on our pages and in the documents. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '../..')
const shapesIn = (text: string) => text.match(/(?<= )(?:d="[^"]+"|rx="[^"]+")/g) ?? []

it('is the same in the toolbar, on our pages and in the documents', async () => {
  const [icon = [], shown = [], printed = []] = await Promise.all(
    ['public/icon/icon.svg', 'ui/primitives/wordmark.tsx', '../../docs/wordmark.svg'].map(async (file) =>
      shapesIn(await readFile(join(SRC, file), 'utf8')),
    ),
  )
  expect(icon).toHaveLength(3)
  expect(shown).toHaveLength(4)
  expect(shown.slice(0, 3)).toEqual(icon)
  expect(printed).toEqual(shown)
})
