/** From signed in to the first answer, for whoever has not been there: gone once a site is marked. */
export function FirstSteps() {
  return (
    <section aria-labelledby="first-steps">
      <h2 id="first-steps">Your first answer</h2>
      <ol class="first-steps">
        <li>Open a ticket in your help desk.</li>
        <li>
          Press the Inquiry Lens button beside the address bar, and choose <b>Mark IDs</b>. If the button is
          not there, pin it: it is behind the puzzle piece.
        </li>
        <li>Rest the pointer on a marked ID: a card says what happened, and what you can reply.</li>
      </ol>
    </section>
  )
}
