/** What a command was told in its words; where that can't be understood, it says so and how it is used, and ends. */
import { type ParseArgsConfig, parseArgs } from 'node:util'

export function readArguments<T extends ParseArgsConfig>(usage: string, config: T) {
  try {
    return parseArgs(config)
  } catch (error) {
    return stopWith(`${error instanceof Error ? error.message : error}\n\n${usage}`)
  }
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
