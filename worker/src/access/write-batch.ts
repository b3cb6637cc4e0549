/**
 * What the requests of one turn of the event loop write is written together, in one transaction, before any of their answers
 * leaves: a commit costs far more than the rows in it.
 */
export interface WriteBatch {
  /** Something waits to be written. */
  schedule(): void
  /** Resolves once all that waits is written; rejects if it can't be. */
  settle(): Promise<void>
}

export function createWriteBatch({
  nextTurn,
  write,
  fail,
}: {
  /** Resolves after all that has arrived was handled. */
  nextTurn: () => Promise<unknown>
  write: () => void
  /** What is in memory is ahead of what is stored, so nothing may be answered from it. */
  fail: (error: unknown) => void
}): WriteBatch {
  let pending: Promise<void> | undefined

  async function writeNext(): Promise<void> {
    try {
      await nextTurn()
      pending = undefined
      write()
    } catch (error) {
      fail(error)
      throw error
    }
  }

  return {
    schedule() {
      if (pending) return
      pending = writeNext()
      // Those who settle see it.
      pending.catch(() => undefined)
    },
    async settle() {
      await pending
    },
  }
}
