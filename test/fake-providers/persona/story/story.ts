import type { FailedCheck } from '../resource/checks.ts'
import type { EventSubject } from './subject.ts'

/** One thing that happens in a story, some seconds after the one before it. */
export type Beat = {
  readonly name: string
  readonly subject: EventSubject
  readonly pause: Pause
  /** Opening a session makes a row and no event: Persona names no `inquiry-session.created`. */
  readonly silent: boolean
  /** Happens a day later, when the inquiry's time is up. https://docs.withpersona.com/inquiry-sessions */
  readonly late: boolean
}

export type Pause = readonly [least: number, most: number]

export type SessionSetting = {
  readonly device: 'phone' | 'desktop' | 'app'
  readonly place: 'home' | 'away'
  readonly route: 'residential' | 'mobile' | 'corporate' | 'vpn' | 'tor'
  readonly handoff: 'sms' | 'qr' | 'email' | null
  /** where the device is by GPS, if that is not the network's place */
  readonly gps?: 'home' | 'away'
}

export type VerificationKind = 'government-id' | 'selfie' | 'phone-number'

export type Story = {
  readonly name: string
  readonly title: string
  readonly sessions: readonly SessionSetting[]
  readonly verifications: readonly VerificationKind[]
  /** by the place of a verification that fails; without: one that a customer cannot mend */
  readonly failed?: Readonly<Record<number, readonly FailedCheck[]>>
  readonly reviewer: 'user' | 'workflow-run' | null
  readonly beats: readonly Beat[]
}
