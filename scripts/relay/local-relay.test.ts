/** What a relay on this machine leaves open beside its own routes. It holds providers' keys. */
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { EXTENSION_ORIGIN } from '../../extension/extension-id.ts'
import { FAKE_PERSONA_SANDBOX_KEY } from '../../test/fake-providers/app.ts'
import { type LocalRelay, startLocalRelay } from './local-relay.ts'

const folder = mkdtempSync(join(tmpdir(), 'inquiry-lens-open-'))
let relay: LocalRelay

beforeAll(async () => {
  relay = await startLocalRelay({
    port: 0,
    folder,
    bindings: {
      ENVIRONMENT: 'local',
      ALLOWED_ORIGINS: EXTENSION_ORIGIN,
      PERSONA_API_KEY: FAKE_PERSONA_SANDBOX_KEY,
      PERSONA_API_URL: 'http://127.0.0.1:9',
    },
  })
}, 60_000)
afterAll(async () => {
  await relay.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const EXPLORER = '/cdn-cgi/explorer/api'

it.each([
  `${EXPLORER}/workers/durable_objects/namespaces`,
  `${EXPLORER}/workers/durable_objects/namespaces/inquiry-lens-relay-AccessControl/objects`,
  `${EXPLORER}/local/observability/query`,
  '/cdn-cgi/explorer',
])('its storage is not to be had at %s', async (path) => {
  for (const method of ['GET', 'POST']) {
    const answer = await fetch(`${relay.url}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
    })
    expect(answer.status).toBe(404)
  }
})

it('keeps no trace of what was asked for', async () => {
  const requested = 'iqse_NobodyAskedBefore77'
  expect((await fetch(`${relay.url}/v1/sessions/${requested}`)).status).toBe(401)
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name)
    const text = (() => {
      try {
        return readFileSync(file, 'latin1')
      } catch {
        return ''
      }
    })()
    expect(text.includes(requested), name).toBe(false)
  }
  await expect.poll(() => relay.output()).toContain('"route":"/v1/sessions/:id"')
  expect(relay.output()).not.toContain('wrangler:info')
})

it.runIf(process.platform === 'linux')('no port of its processes has a debugger', async () => {
  const ports = listPorts(listProcesses('relay-process.ts', folder))
  expect(ports).toContain(Number(new URL(relay.url).port))
  for (const port of ports) {
    for (const path of ['/json', '/json/list', '/json/version']) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(5_000) })
        .then((response) => response.text())
        .catch(() => '')
      expect(answer, `${port}${path}`).not.toMatch(/webSocketDebuggerUrl|Protocol-Version/)
    }
  }
})

/** The process whose command line has these words, and all of its group. */
function listProcesses(...words: string[]): string[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'latin1')
    } catch {
      return ''
    }
  }
  // proc(5): state, parent, process group, behind the name in brackets.
  const groupOf = (pid: string) => /\) \S (?:\d+) (\d+)/.exec(read(pid, 'stat'))?.[1]
  const keeper = all.find((pid) => words.every((word) => read(pid, 'cmdline').includes(word)))
  return keeper === undefined ? [] : all.filter((pid) => groupOf(pid) === groupOf(keeper))
}

function listPorts(processes: readonly string[]): number[] {
  const sockets = new Set(
    processes.flatMap((pid) =>
      readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
        try {
          return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? []
        } catch {
          return []
        }
      }),
    ),
  )
  const LISTENING = '0A'
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((row) => {
        const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/)
        return state === LISTENING && sockets.has(inode)
          ? [Number.parseInt(local.split(':')[1] ?? '', 16)]
          : []
      }),
  )
}
