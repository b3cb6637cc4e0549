import type { Beat, Pause, SessionSetting } from './story.ts'
import type { EventSubject, SubjectKind } from './subject.ts'

/** The scenes that stories are put together from. */

const QUICK: Pause = [1, 4]
const TYPING: Pause = [8, 45]

export const ON_PHONE: SessionSetting = { device: 'phone', place: 'home', route: 'mobile', handoff: null }
export const AT_DESKTOP: SessionSetting = {
  device: 'desktop',
  place: 'home',
  route: 'residential',
  handoff: null,
}
export const IN_APP: SessionSetting = { device: 'app', place: 'home', route: 'mobile', handoff: null }

export function tell(name: string, subject: EventSubject, pause: Pause = QUICK): Beat {
  return { name, subject, pause, silent: false, late: false }
}

export function tellLate(name: string, subject: EventSubject, pause: Pause = QUICK): Beat {
  return { ...tell(name, subject, pause), late: true }
}

export function the(kind: SubjectKind, index = 0): EventSubject {
  return { kind, index }
}

export const INQUIRY = the('inquiry')
export const ACCOUNT = the('account')

export function createInquiry(): Beat {
  return tell('inquiry.created', INQUIRY)
}

/** A link is made for the customer and waits. */
export function makeLink(session = 0, pause: Pause = QUICK): Beat {
  return { ...tell('inquiry-session.created', the('inquiry-session', session), pause), silent: true }
}

export function openLink(session = 0, pause: Pause = [2, 90]): readonly Beat[] {
  return [makeLink(session, pause), tell('inquiry-session.started', the('inquiry-session', session), [1, 9])]
}

export function startInquiry(): Beat {
  return tell('inquiry.started', INQUIRY, TYPING)
}

export function showDocument(verification: number, document: number): readonly Beat[] {
  return [
    tell('verification.created', the('verification', verification), TYPING),
    tell('document.created', the('document', document), TYPING),
    tell('document.submitted', the('document', document)),
    tell('verification.submitted', the('verification', verification)),
    tell('document.processed', the('document', document)),
  ]
}

export function takeSelfie(verification: number, selfie: number): readonly Beat[] {
  return [
    tell('inquiry.transitioned', INQUIRY),
    tell('verification.created', the('verification', verification)),
    tell('selfie.created', the('selfie', selfie), TYPING),
    tell('selfie.submitted', the('selfie', selfie)),
    tell('verification.submitted', the('verification', verification)),
    tell('selfie.processed', the('selfie', selfie)),
  ]
}

export function judge(verification: number, outcome: 'passed' | 'failed' | 'requires-retry'): Beat {
  return tell(`verification.${outcome}`, the('verification', verification))
}

export function finish(): Beat {
  return tell('inquiry.completed', INQUIRY)
}

/** Screening that no support agent may learn of: a closed family. */
export function screen(kind: string, outcome: 'ready' | 'matched', report = 0): Beat {
  return tell(`report/${kind}.${outcome}`, the('report', report))
}

export function decide(outcome: 'approved' | 'declined', pause: Pause = QUICK): Beat {
  return tell(`inquiry.${outcome}`, INQUIRY, pause)
}

/** A session's time is that of its inquiry; resuming does not lengthen it. */
export function runOut(sessions: number): readonly Beat[] {
  return Array.from({ length: sessions }, (_, index) =>
    tellLate('inquiry-session.expired', the('inquiry-session', index)),
  )
}
