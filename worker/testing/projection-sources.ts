/** Digests of the code that projects providers' answers. Runs in Node, since workerd has no files. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')

/** Where each projection begins; its imports belong to it. */
const ROOTS = {
  events: ['projection.ts', 'persona/project-event.ts'],
  answers: ['projection.ts', 'persona/project.ts', 'persona/project-event.ts', 'deepidv/project.ts'],
} as const

/** The gateway compares the field table on its own. */
const FIELD_TABLE = resolve(ROOT, 'shared/src/domain/fields.ts')
const IMPORT = /^(?:import|export)\s+(?!type\b)[^'"]*from\s+'(@inquiry-lens\/shared\/|\.{1,2}\/)([^']+)'/gm

export const PROJECTION_DIGESTS = { events: digestOf(ROOTS.events), answers: digestOf(ROOTS.answers) }

function digestOf(roots: readonly string[]): string {
  const files = new Map<string, string>()
  for (const root of roots) collect(resolve(ROOT, 'worker/src/providers', root), files)
  const hash = createHash('sha256')
  for (const name of [...files.keys()].sort()) hash.update(`${name}\n${files.get(name)}\n`)
  return hash.digest('base64url').slice(0, 16)
}

function collect(file: string, files: Map<string, string>): void {
  const name = file.slice(ROOT.length)
  if (file === FIELD_TABLE || files.has(name)) return
  const source = readFileSync(file, 'utf8')
  files.set(name, withoutComments(source))
  for (const [, from = '', path = ''] of source.matchAll(IMPORT)) {
    collect(
      from.startsWith('@') ? resolve(ROOT, 'shared/src', path) : resolve(file, '..', from + path),
      files,
    )
  }
}

function withoutComments(source: string): string {
  const lines = source.split('\n').filter((line) => !/^\s*(\/\/|\/\*|\*)/.test(line))
  return lines.join('').replace(/\s+/g, '')
}
