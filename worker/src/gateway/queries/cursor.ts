/**
 * Cursors as agents see them: the provider's own, sealed. A provider's cursor is the ID of a row, and the row at the
 * edge of a page may be one that the agent must not know of. Sealed with AES-256-GCM under an IV derived from the text
 * itself (as RFC 8452 does), so that the same place has the same cursor and an unchanged page keeps its ETag; a cursor
 * that was altered, or is of another list or environment, does not open.
 */
import { Buffer } from 'node:buffer'
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

const IV_BYTES = 12
const TAG_BYTES = 16

export interface CursorSeal {
  seal(list: string, cursor: string): string
  /** `undefined` for what this relay did not seal for this list. */
  open(list: string, sealed: string): string | undefined
}

/** `scope` names the gate: a cursor of one environment means nothing in another. */
export function createCursorSeal(secret: string, scope: string): CursorSeal {
  const derive = (purpose: string) =>
    createHmac('sha256', secret).update(`cursor ${purpose} ${scope}`).digest()
  const encryptionKey = derive('encryption')
  const ivKey = derive('iv')
  const ivOf = (list: string, cursor: string) =>
    createHmac('sha256', ivKey)
      .update(JSON.stringify([list, cursor]))
      .digest()
      .subarray(0, IV_BYTES)

  return {
    seal(list, cursor) {
      const iv = ivOf(list, cursor)
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, iv)
      cipher.setAAD(Buffer.from(list))
      const sealed = Buffer.concat([cipher.update(Buffer.from(cursor)), cipher.final()])
      return Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64url')
    },

    open(list, sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      // A letter more, or another last one, can mean the same bytes.
      if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== sealed) return undefined
      const decipher = createDecipheriv('aes-256-gcm', encryptionKey, bytes.subarray(0, IV_BYTES))
      decipher.setAAD(Buffer.from(list))
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      try {
        const opened = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES))
        return Buffer.concat([opened, decipher.final()]).toString()
      } catch {
        return undefined
      }
    },
  }
}
