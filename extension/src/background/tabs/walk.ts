/** Goes from ID to ID over all frames of a tab. Each frame knows its own way; here is whose turn it is. */
import type { Steps } from '../../page/background-port.ts'
import type { PageDocumentKeeper } from './documents.ts'
import type { PageCommander } from './page-commands.ts'

export interface FrameWalkParts {
  documents: Pick<PageDocumentKeeper, 'inTab' | 'walkedIn' | 'noteWalk'>
  commands: Pick<PageCommander, 'walk'>
}

export function createWalk({ documents, commands }: FrameWalkParts) {
  /** `false`: there is no ID to go to. */
  return async function walk(tabId: number, to: Steps['to']): Promise<boolean> {
    const frames = await documents.inTab(tabId)
    const last = await documents.walkedIn(tabId)
    const begin = Math.max(
      0,
      frames.findIndex(({ documentId }) => documentId === last),
    )
    // Once around, and the first one again: behind its last ID comes its first.
    for (let turn = 0; turn <= frames.length; turn++) {
      const place = begin + (to === 'next' ? turn : -turn)
      const frame = frames.at(place % frames.length)
      if (frame && (await commands.walk(frame, { to, enter: turn > 0 }))) {
        await documents.noteWalk(tabId, frame.documentId)
        return true
      }
    }
    return false
  }
}
