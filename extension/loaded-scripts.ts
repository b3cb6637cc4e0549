/** What a built page or script loads, read off the files of a package. */
import { posix } from 'node:path'

const REFERENCE = /(?:\bfrom|\bimport(\()?|\bsrc=)\s*["'`]([^"'`]+\.js)["'`]/g

export interface LoadedScripts {
  /** The scripts that these load, at once or later, by path. */
  all(...entries: string[]): string[]
  /** Those without which they cannot begin. */
  first(...entries: string[]): string[]
  bytesOf(paths: readonly string[]): number
}

/** `files`: every text of a package by its path. */
export function readLoadedScripts(files: ReadonlyMap<string, string>): LoadedScripts {
  function follow(entries: readonly string[], isLaterToo: boolean): string[] {
    const found = new Set<string>()
    const visit = (path: string) => {
      for (const [, later, reference = ''] of (files.get(path) ?? '').matchAll(REFERENCE)) {
        if (later && !isLaterToo) continue
        const folder = reference.startsWith('/') ? '' : posix.dirname(path)
        const script = posix.join(folder, reference).replace(/^\//, '')
        if (found.has(script)) continue
        found.add(script)
        visit(script)
      }
    }
    for (const entry of entries) {
      if (entry.endsWith('.js')) found.add(entry)
      visit(entry)
    }
    return [...found]
  }

  return {
    all: (...entries) => follow(entries, true),
    first: (...entries) => follow(entries, false),
    bytesOf: (paths) => paths.reduce((sum, path) => sum + Buffer.byteLength(files.get(path) ?? ''), 0),
  }
}
