/**
 * The shortcuts that are suggested, as the manifest has them; people change them at chrome://extensions/shortcuts.
 * Plain letters with Alt+Shift are the same keys on every layout. J and K go on and back as in mail programs.
 */
export const COMMANDS = {
  _execute_action: { suggested_key: { default: 'Alt+Shift+Q' } },
  'open-panel': {
    suggested_key: { default: 'Alt+Shift+O' },
    description: 'Open the side panel',
  },
  'next-id': {
    suggested_key: { default: 'Alt+Shift+J' },
    description: 'Go to the next inquiry on the page',
  },
  'previous-id': {
    suggested_key: { default: 'Alt+Shift+K' },
    description: 'Go to the previous inquiry on the page',
  },
} as const

export type CommandName = Exclude<keyof typeof COMMANDS, '_execute_action'>
