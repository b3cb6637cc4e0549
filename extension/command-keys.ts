/**
 * The shortcuts that are suggested, as the manifest has them; people change them at chrome://extensions/shortcuts.
 * Plain letters with Alt+Shift are the same keys on every layout. J and K go on and back as in mail programs.
 */
import { messageOf } from './manifest-words.ts'

export const COMMANDS = {
  _execute_action: { suggested_key: { default: 'Alt+Shift+Q' } },
  'open-panel': {
    suggested_key: { default: 'Alt+Shift+O' },
    description: messageOf('openPanel'),
  },
  'next-id': {
    suggested_key: { default: 'Alt+Shift+J' },
    description: messageOf('nextId'),
  },
  'previous-id': {
    suggested_key: { default: 'Alt+Shift+K' },
    description: messageOf('previousId'),
  },
} as const

export type CommandName = Exclude<keyof typeof COMMANDS, '_execute_action'>
