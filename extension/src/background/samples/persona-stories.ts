/** What happens to the fictional customers at Persona: one of each kind that an agent meets, and no names. */

/** What happens, and how many minutes after the inquiry was made; of a verification, which one, unless it is of the ID. */
export type StoryStep = readonly [minutes: number, event: string, check?: 'selfie']

export interface PersonaStory {
  /** What an agent may want to see it for. */
  about: string
  status: string
  /** The steps of which the last is where the customer stands. */
  steps: readonly [previous: string | null, next: string | null]
  beats: readonly StoryStep[]
  /** How many sessions were opened. */
  sessions: 0 | 1 | 2
  session: 'active' | 'expired' | 'canceled'
  isRedacted?: true
  /** From somewhere unusual. */
  isOdd?: true
}

const ID = 'verification_government_id'
const SELFIE = 'verification_selfie'

const OPENED: readonly StoryStep[] = [
  [0, 'inquiry.created'],
  [4, 'inquiry-session.started'],
  [5, 'inquiry.started'],
]
const ID_PASSED: readonly StoryStep[] = [
  [6, 'document.submitted'],
  [7, 'document.processed'],
  [8, 'verification.submitted'],
  [9, 'verification.passed'],
]
const SELFIE_PASSED: readonly StoryStep[] = [
  [10, 'selfie.submitted'],
  [11, 'verification.submitted', 'selfie'],
  [11, 'selfie.processed'],
  [12, 'verification.passed', 'selfie'],
]
const FINISHED: readonly StoryStep[] = [...OPENED, ...ID_PASSED, ...SELFIE_PASSED, [13, 'inquiry.completed']]

/** The ID could be read at the third try, after a break. */
const RETRIED: readonly StoryStep[] = [
  ...OPENED,
  [6, 'verification.submitted'],
  [7, 'verification.requires-retry'],
  [9, 'verification.submitted'],
  [10, 'verification.requires-retry'],
  [41, 'document.submitted'],
  [42, 'verification.submitted'],
  [43, 'verification.passed'],
  [44, 'selfie.submitted'],
  [45, 'verification.submitted', 'selfie'],
  [46, 'verification.passed', 'selfie'],
  [46, 'inquiry.transitioned'],
  [47, 'inquiry.completed'],
]

export const PERSONA_STORIES: readonly [PersonaStory, ...PersonaStory[]] = [
  {
    about: 'In review, so the next step is ours',
    status: 'needs_review',
    steps: [SELFIE, null],
    beats: [...FINISHED, [14, 'inquiry.marked-for-review']],
    sessions: 2,
    session: 'expired',
    isOdd: true,
  },
  {
    about: 'Stopped at the selfie',
    status: 'pending',
    steps: [ID, SELFIE],
    beats: [
      ...OPENED,
      ...ID_PASSED,
      [12, 'selfie.submitted'],
      [12, 'verification.submitted', 'selfie'],
      [13, 'verification.requires-retry', 'selfie'],
      [140, 'selfie.submitted'],
      [140, 'verification.submitted', 'selfie'],
      [141, 'verification.requires-retry', 'selfie'],
    ],
    sessions: 2,
    session: 'active',
  },
  {
    about: 'Approved',
    status: 'approved',
    steps: [SELFIE, null],
    beats: [...RETRIED, [48, 'inquiry.approved']],
    sessions: 1,
    session: 'expired',
  },
  {
    about: 'Opened by nobody yet',
    status: 'created',
    steps: [null, ID],
    beats: [[0, 'inquiry.created']],
    sessions: 0,
    session: 'active',
  },
  {
    about: 'No attempts left',
    status: 'failed',
    steps: [ID, null],
    beats: [
      ...OPENED,
      [6, 'verification.submitted'],
      [7, 'verification.requires-retry'],
      [9, 'verification.submitted'],
      [10, 'verification.requires-retry'],
      [13, 'verification.submitted'],
      [14, 'verification.failed'],
      [14, 'inquiry.failed'],
    ],
    sessions: 1,
    session: 'expired',
  },
  {
    about: 'Finished, not looked at yet',
    status: 'completed',
    steps: [SELFIE, null],
    beats: FINISHED,
    sessions: 1,
    session: 'expired',
  },
  {
    about: 'Declined',
    status: 'declined',
    steps: [SELFIE, null],
    beats: [...FINISHED, [90, 'inquiry.declined']],
    sessions: 1,
    session: 'expired',
    isOdd: true,
  },
  {
    about: 'Ran out of time',
    status: 'expired',
    steps: [ID, SELFIE],
    beats: [...OPENED, ...ID_PASSED, [1_440, 'inquiry.expired']],
    sessions: 2,
    session: 'canceled',
  },
  {
    about: 'Wiped',
    status: 'approved',
    steps: [null, null],
    beats: [...FINISHED, [15, 'inquiry.approved'], [4_000, 'inquiry.redacted']],
    sessions: 1,
    session: 'expired',
    isRedacted: true,
  },
  {
    about: 'In a state that is new to Inquiry Lens',
    status: 'paused_by_partner',
    steps: [ID, null],
    beats: [...OPENED, [6, 'document.submitted'], [9, 'inquiry.paused-by-partner']],
    sessions: 1,
    session: 'active',
  },
]
