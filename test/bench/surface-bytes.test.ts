/** How much script each surface is, minified and not compressed: it comes from the disk. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { it } from 'vitest'
import { type LoadedScripts, readLoadedScripts } from '../../extension/loaded-scripts.ts'
import { buildOnce } from '../harness/build-once.ts'
import { noteFigure } from './note-figure.ts'

const SURFACES = ['popup.html', 'sidepanel.html', 'card.html']
const POPUP_BYTES = 70_000
const TOGETHER_BYTES = 140_000

async function readScripts(): Promise<LoadedScripts> {
  const folder = await buildOnce('extension')
  const paths = (await readdir(folder, { recursive: true })).filter((path) => /\.(?:js|html)$/.test(path))
  return readLoadedScripts(
    new Map(
      await Promise.all(
        paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const),
      ),
    ),
  )
}

it('popup, panel and card', async () => {
  const scripts = await readScripts()
  for (const surface of SURFACES) {
    const bound = surface === 'popup.html' ? POPUP_BYTES : undefined
    noteFigure(`${surface}, before it begins`, 'B', bound, [scripts.bytesOf(scripts.first(surface))])
  }
  const together = scripts.bytesOf(scripts.first(...SURFACES))
  noteFigure('popup, panel and card together, before they begin', 'B', TOGETHER_BYTES, [together])
  // In English: a translation loads where it is chosen.
  const all = scripts.all(...SURFACES).filter((path) => !path.startsWith('locales/'))
  noteFigure('the three with all that loads later', 'B', undefined, [scripts.bytesOf(all)])
})
