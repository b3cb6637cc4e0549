/** A command's arguments; an invalid one prints the usage and ends the command. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { findSharedToken } from './relay/local-relay.ts'
import { refusePlainHttp } from './relay/relay-client.ts'

export function readArguments<T extends ParseArgsConfig>(usage: string, config: T) {
  if (process.argv.some((word) => word === '--help' || word === '-h')) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return parseArgs<T>({ ...config, args: joinValues(process.argv.slice(2), config.options) })
  } catch (error) {
    return stopWith(`${error instanceof Error ? error.message : error}\n\n${usage}`)
  }
}

/** A key or token may begin with a hyphen: one in 64 of those in base64url does. */
function joinValues(words: readonly string[], options: ParseArgsConfig['options'] = {}): string[] {
  const isOption = (word: string | undefined) =>
    word === '--' || Object.hasOwn(options, word?.replace(/^--|=.*$/gs, '') ?? '')
  const joined: string[] = []
  for (const word of words) {
    const before = joined.at(-1)
    const wantsValue = before?.startsWith('--') && options[before.slice(2)]?.type === 'string'
    if (wantsValue && word.startsWith('-') && !isOption(word)) joined.splice(-1, 1, `${before}=${word}`)
    else joined.push(word)
  }
  return joined
}

export function stopWith(message: string, code = 2): never {
  console.error(message)
  process.exit(code)
}

export function readPort(text: string): number {
  const port = Number(text)
  return Number.isInteger(port) && port >= 0 && port <= 65_535
    ? port
    : stopWith(`--port must be a whole number from 0 to 65535, not “${text}”.`)
}

/** The relay's origin, and its bootstrap token: from the environment, or from a relay that this machine runs. */
export function readRelay(text: string): { origin: string; bootstrapToken: string | undefined } {
  if (!URL.canParse(text)) return stopWith('--relay must be an address such as https://lens.example.com.')
  const url = new URL(text)
  const refused = refusePlainHttp(url)
  if (refused) return stopWith(refused)
  const { BOOTSTRAP_TOKEN } = process.env
  if (BOOTSTRAP_TOKEN) return { origin: url.origin, bootstrapToken: BOOTSTRAP_TOKEN }
  const local = findSharedToken(url)
  return { origin: local?.url ?? url.origin, bootstrapToken: local?.bootstrapToken }
}
