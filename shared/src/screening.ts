/**
 * What deepidv calls that which nobody must learn from a support desk: that somebody is screened, let alone what was
 * found. A step of these is left out of every list; a session that is nothing else does not exist here.
 */
const STEPS: ReadonlySet<string> = new Set([
  'PEP_SANCTIONS',
  'ADVERSE_MEDIA',
  'BACKGROUND_CHECK',
  'TITLE_SEARCH',
])
const TYPES: ReadonlySet<string> = new Set(['SILENT_SCREENING'])

/** deepidv spells its names in three ways: `ID_VERIFICATION`, `id_verification`, `id-verification`. */
export const spellName = (name: string): string => name.toUpperCase().replaceAll('-', '_')

/** Of a name in any spelling. */
export const isScreeningStep = (step: string): boolean => STEPS.has(spellName(step))
export const isScreeningType = (type: string): boolean => TYPES.has(spellName(type))
