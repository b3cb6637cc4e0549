import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { FAKE_PERSONA_SANDBOX_KEY } from './app.ts'
import { readFlags, type ServedProviders, serveProviders } from './serve.ts'

const init = { headers: { Authorization: `Bearer ${FAKE_PERSONA_SANDBOX_KEY}` } }
const open: ServedProviders[] = []

async function serve(): Promise<ServedProviders> {
  const served = await serveProviders({ port: 0, rows: 40 })
  open.push(served)
  return served
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()))
})

test('serves on a free port and shares its control plane', async () => {
  const { url, control } = await serve()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect((await fetch(`${url}/api/v1/events?page%5Bsize%5D=1`, init)).status).toBe(200)
  expect(control.calls()).toEqual({ 'GET /api/v1/events': 1 })
  expect(await (await fetch(`${url}/__providers/calls`)).json()).toEqual({ 'GET /api/v1/events': 1 })
})

test('a reset destroys the socket, and the server goes on', async () => {
  const { url, control } = await serve()
  control.faults([{ fault: 'reset', times: 1 }])
  await expect(fetch(`${url}/api/v1/events`, init)).rejects.toThrow(TypeError)
  expect((await fetch(`${url}/api/v1/events`, init)).status).toBe(200)
})

test('a caller that leaves during a stall disturbs no other caller', async () => {
  const { url, control } = await serve()
  control.faults([{ fault: 'stall', ms: 5000, times: 1 }])
  await expect(fetch(`${url}/api/v1/events`, { ...init, signal: AbortSignal.timeout(30) })).rejects.toThrow()
  expect((await fetch(`${url}/api/v1/events`, init)).status).toBe(200)
})

describe('the command', () => {
  function run(...flags: readonly string[]) {
    const child = spawn(process.execPath, [fileURLToPath(new URL('serve.ts', import.meta.url)), ...flags])
    let output = ''
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    const spoken = new Promise<string>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString()
          if (output.includes('\n')) resolve(output)
        })
      }
    })
    return { child, spoken, ended }
  }

  test('says where it is and which key opens it', async () => {
    const { child, spoken, ended } = run('--port', '0', '--seed', '9', '--rows', '5')
    const line = await spoken
    expect(line).toMatch(/^providers ready http:\/\/127\.0\.0\.1:\d+ /)
    expect(line).toContain(FAKE_PERSONA_SANDBOX_KEY)
    child.kill()
    await ended
  })

  test('refuses a wrong flag with 2', async () => {
    const { spoken, ended } = run('--moon')
    expect(await spoken).toContain('--moon')
    expect(await ended).toBe(2)
  })

  test.each([
    [['--port', 'high'], '--port'],
    [['--port', '70000'], '--port'],
    [['--rows', '-1'], '--rows'],
  ])('refuses %j', (flags, reason) => {
    expect(() => readFlags(flags)).toThrow(reason)
  })
})
