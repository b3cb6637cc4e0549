/** A demand on the control plane that makes no sense: its answer is a 400 that says why. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
}
