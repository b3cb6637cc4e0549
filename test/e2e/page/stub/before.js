/** Runs before the page's script, in its world: times its turns, and notes what each card was opened for. */
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

/** Of each message that shows a card: its ID, and whether the page showed that ID at that moment. */
globalThis.openings = []
{
  const post = MessagePort.prototype.postMessage
  MessagePort.prototype.postMessage = function (message, ...rest) {
    if (message?.do === 'show')
      openings.push({
        id: message.id,
        isOnPage: document.body.textContent.split(/[^\w]+/).includes(message.id),
      })
    return post.call(this, message, ...rest)
  }
}

/** How many times as long its timers take: beside them a test's hand is quick, however busy the machine is. */
globalThis.slowness = 1
{
  const set = globalThis.setTimeout
  globalThis.setTimeout = (run, ms = 0, ...rest) => set(run, ms * slowness, ...rest)
}

/** Milliseconds that each of its frames comes later than the browser draws. */
globalThis.frameDelay = 0
{
  const ask = globalThis.requestAnimationFrame
  globalThis.requestAnimationFrame = (run) =>
    frameDelay > 0 ? setTimeout(() => ask(run), frameDelay) : ask(run)
}
