import type { WholePack } from './packs.ts'

const UNTIL = '[ The link works until {until}.]'

export const EN: WholePack = {
  language: 'en',
  name: 'English',
  replies: {
    'open-link': `Your identity check has not been started yet. Please open the link that we sent you and follow the steps on the screen.${UNTIL} If anything is unclear, just reply to this message.`,
    continue: `Your identity check is not finished yet. Please open the link again and continue where you stopped.[ Your next step is to {task}.]${UNTIL}`,
    'continue-on-other-device': `Your identity check is not finished yet, and may be waiting for you on another device. Please open the link on the device that you want to use, and follow the steps there.[ Your next step is to {task}.]${UNTIL}`,
    retry: `One step of your identity check has not worked yet, and you can try it again. Please open the link once more.[ Then {task}.]${UNTIL}`,
    'new-link':
      'The link for your identity check no longer works. Please tell us when you are ready, and we will send you a new one.[ Then please {task}.]',
    'no-tries-left':
      'We are sorry: this identity check cannot be tried again.[ In a new check, please {task}.] Please reply to this message, and we will help you from there.',
    'in-review':
      'Thank you, we have everything we need from you. There is nothing more you need to do; we will write to you as soon as there is news.',
    approved: 'Good news: your identity check was successful. There is nothing more you need to do for it.',
    declined:
      'We are sorry: we could not confirm your identity with this check.[ In a new check, please {task}.] Please reply to this message if you would like to know the next steps.',
    cancelled:
      'This identity check was cancelled, so its link no longer works. If you still need one, please tell us, and we will send you a new link.',
    deleted:
      'The data of this identity check has been deleted, so we can no longer see it. If you need to confirm your identity again, please tell us, and we will send you a new link.',
  },
  tasks: {
    'government-id': 'take a photo of your government ID',
    'government-id-chip': 'read the chip of your government ID with your phone',
    selfie: 'take a selfie',
    document: 'add the document that you are asked for',
    'phone-number': 'confirm your phone number',
    'email-address': 'confirm your e-mail address',
    'retake-document':
      'take a new photo of your document, with all of it in the picture, in good light and without glare',
    'both-sides': 'take a photo of the front of your document, and one of its back',
    'other-document': 'use another identity document',
    'valid-document': 'use an identity document that has not expired',
    'chosen-document': 'take a photo of the very kind of document that you choose on the screen',
    'retake-selfie': 'take a new selfie, with only you in it, facing the camera, in good light',
    'uncover-face': 'take a new selfie without glasses and with nothing in front of your face',
    'repeat-camera-check': 'go through the camera check again, in good light and with your face in the frame',
    'repeat-step': 'do the same step again',
  },
}
