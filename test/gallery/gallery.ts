/**
 * `npm run gallery`: every view of every surface in every state, in a page that follows each saved change. With
 * `--pictures DIR` it writes a picture of each instead, light and dark, and a page to look through them; `--view popup` or
 * `--view popup/glance` leaves the others out.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createViteServer } from 'vitest/node'
import { readArguments, readPort, stopWith } from '../../scripts/command-line.ts'
import { openBuiltGallery } from './built-gallery.ts'
import { addressOf } from './view.ts'
import { VIEWS } from './views.ts'

const USAGE = 'npm run gallery [-- --port P | --pictures DIR [--view NAME]]'
const { values } = readArguments(USAGE, {
  options: { port: { type: 'string' }, pictures: { type: 'string' }, view: { type: 'string', default: '' } },
})
if (values.pictures === undefined) await serve(values.port)
else await takePictures(resolve(process.env.INIT_CWD ?? '.', values.pictures), values.view)

/** By default from 5180 on, at the first that is free. */
async function serve(port: string | undefined): Promise<void> {
  const server = await createViteServer({
    configFile: join(import.meta.dirname, 'vite.config.ts'),
    server: { host: '127.0.0.1', port: readPort(port ?? '5180'), strictPort: port !== undefined },
    logLevel: 'warn',
  })
  await server
    .listen()
    .catch(({ message }: Error) => stopWith(`${message}. Leave --port out, or name another.`, 1))
  console.log(`ready: ${VIEWS.length} views at ${server.resolvedUrls?.local[0]} (Ctrl-C ends it)`)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)))
  }
}

async function takePictures(folder: string, wanted: string): Promise<void> {
  const views = VIEWS.filter((view) => addressOf(view).startsWith(wanted))
  if (views.length === 0)
    stopWith(`No view’s address begins with ${wanted}. The gallery’s page has them all.`)
  await mkdir(folder, { recursive: true })
  const gallery = await openBuiltGallery()
  const rows: string[] = []
  try {
    for (const view of views) {
      const name = addressOf(view).replace('/', '-')
      const pictures = await gallery.show(view, async (page) => {
        const files: string[] = []
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          const file = `${name}-${colorScheme}.png`
          await page.screenshot({ path: join(folder, file), fullPage: true })
          files.push(`<img src="${file}" loading="lazy" alt="${colorScheme}">`)
        }
        return files
      })
      rows.push(`<h2>${view.surface}: ${view.name}</h2>${pictures.join('\n')}`)
    }
  } finally {
    await gallery.close()
  }
  const style = 'body{font:14px system-ui}img{vertical-align:top;margin:4px;border:1px solid #888}'
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Inquiry Lens, every view</title><style>${style}</style>\n${rows.join('\n')}\n`
  await writeFile(join(folder, 'index.html'), page)
  console.log(`${views.length} views, light and dark, in ${join(folder, 'index.html')}`)
}
