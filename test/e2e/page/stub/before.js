/** Runs before the page's script, in its world: times its turns, which the page must not be able to see. */
globalThis.turns = []
{
  let since = performance.now()
  const end = () => {
    if (since === undefined) return
    turns.push(performance.now() - since)
    since = undefined
  }
  const yieldTurn = scheduler.yield.bind(scheduler)
  scheduler.yield = async () => {
    end()
    await yieldTurn()
    since = performance.now()
    // The last turn of a scan yields to nobody: it is over when the next task has come.
    void scheduler.postTask(end, { priority: 'user-blocking' })
  }
}
