/** A port from the command line; ends the program with a clear word when it is none. */
export function readPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  console.error(`--port must be a whole number from 0 to 65535, not “${text}”.`)
  process.exit(2)
}
