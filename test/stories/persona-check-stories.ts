/** Stories of Persona's failed checks: what the customer can mend, what is for review, and what is no cause. */
import type { Story } from './story.ts'
import { persona } from './tell-case.ts'

const GOVERNMENT_ID = 'verification/government-id'
const SELFIE = 'verification/selfie'
const AT_ID = {
  status: 'pending',
  'created-at': '3 h ago',
  'started-at': '2 h ago',
  'expires-at': 'in 21 h',
  'next-step-name': 'verification_government_id',
}
const AT_SELFIE = {
  ...AT_ID,
  'previous-step-name': 'verification_government_id',
  'next-step-name': 'verification_selfie',
}

const failed = (name: string, reason?: string, requirement = 'required') => ({
  name,
  status: 'failed',
  reasons: reason === undefined ? [] : [reason],
  requirement,
  metadata: {},
})
const retry = (...checks: readonly object[]) => ({
  status: 'requires_retry',
  'completed-at': '30 min ago',
  checks,
})
/** One try that Persona asks to repeat. */
const once = (type: string) => [
  ['32 min ago', 'verification.submitted', type, 'ver_1'] as const,
  ['30 min ago', 'verification.requires-retry', type, 'ver_1'] as const,
]

const asDocument = (...checks: readonly object[]) =>
  persona(AT_ID, { verifications: [retry(...checks)], events: once(GOVERNMENT_ID) })
const asSelfie = (...checks: readonly object[]) =>
  persona(AT_SELFIE, { verifications: [{ type: SELFIE, ...retry(...checks) }], events: once(SELFIE) })

const mendable = (title: string, told: Story['told'], says: string, next: string, task: string): Story => ({
  title,
  told,
  says: `Failed at the step “${says}.`,
  next: `Ask the customer to ${next}.`,
  reply: `retry, task ${task}, until in 21 hours`,
  link: 'works',
})

const NEW_PHOTO = 'take a new photo of the document'

export const PERSONA_CHECK_STORIES: readonly Story[] = [
  mendable(
    'glare on the document',
    asDocument(failed('id_glare_detection', 'too_much_glare')),
    'government ID”: the photo has glare',
    NEW_PHOTO,
    'retake-document',
  ),
  mendable(
    'blur and glare, in whatever order Persona names them',
    asDocument(failed('id_blur_detection'), failed('id_glare_detection', 'too_much_glare')),
    'government ID”: the photo has glare, and the photo is blurred',
    NEW_PHOTO,
    'retake-document',
  ),
  mendable(
    'the front was photographed twice',
    asDocument(failed('id_double_side_detection', 'side_submitted_twice')),
    'government ID”: both photos show the same side',
    'take a photo of each side of the document',
    'both-sides',
  ),
  mendable(
    'a corner was cut off',
    asDocument(failed('id_corner_detection')),
    'government ID”: part of the document is not in the photo',
    NEW_PHOTO,
    'retake-document',
  ),
  mendable(
    'no portrait was found',
    asDocument(failed('id_portrait_detection', 'portrait_not_found')),
    'government ID”: no clear face was found on the document',
    NEW_PHOTO,
    'retake-document',
  ),
  mendable(
    'the barcode could not be decoded',
    asDocument(failed('id_barcode_detection', 'barcode_not_decoded')),
    'government ID”: the barcode could not be read',
    NEW_PHOTO,
    'retake-document',
  ),
  mendable(
    'an expired passport, in a photo with glare: a new photo alone would not help',
    asDocument(failed('id_glare_detection', 'too_much_glare'), failed('id_expired_detection', 'expired')),
    'government ID”: the document has expired, and the photo has glare',
    'use a document that has not expired',
    'valid-document',
  ),
  mendable(
    'a library card',
    asDocument(failed('id_disallowed_type_detection', 'type_not_allowed')),
    'government ID”: this kind of document is not accepted',
    'use another document',
    'other-document',
  ),
  mendable(
    'a kind of document that was not recognised is not one that is refused',
    asDocument(failed('id_disallowed_type_detection', 'type_not_detected')),
    'government ID”: the kind of document was not recognised',
    NEW_PHOTO,
    'retake-document',
  ),
  mendable(
    'glasses',
    asSelfie(failed('selfie_glasses_detection')),
    'selfie”: the customer wears glasses',
    'take a new selfie with nothing on the face',
    'uncover-face',
  ),
  mendable(
    'the wrong pose, with a friend in the picture',
    asSelfie(failed('selfie_pose_detection'), failed('selfie_multiple_faces_detection')),
    'selfie”: there is more than one face, and the face is not in the right position',
    'take a new selfie',
    'retake-selfie',
  ),
]
