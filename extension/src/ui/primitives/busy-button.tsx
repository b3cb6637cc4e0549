import type { Action } from '../state/resource/resource.ts'

interface BusyButtonProps {
  action: Pick<Action<unknown>, 'isBusy' | 'run'>
  label: string
  busyLabel: string
}

export function BusyButton({ action, label, busyLabel }: BusyButtonProps) {
  const isBusy = action.isBusy.value
  return (
    <button type="button" class="button" aria-disabled={isBusy} onClick={action.run}>
      {isBusy ? busyLabel : label}
    </button>
  )
}
