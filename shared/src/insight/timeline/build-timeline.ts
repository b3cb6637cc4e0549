import type { CaseFile } from '../../domain/model.ts'
import { inquiryTimeline } from './inquiry-timeline.ts'
import { sessionTimeline } from './session-timeline.ts'
import type { Timeline } from './timeline.ts'

/** Of any case file: a time that cannot be read, or that nobody told, is no reason to tell nothing. */
export const buildTimeline = (file: CaseFile): Timeline =>
  file.about === 'inquiry' ? inquiryTimeline(file) : sessionTimeline(file)
