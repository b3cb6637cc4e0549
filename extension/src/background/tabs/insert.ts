/** Inserts a reply into an editor of a page, after the relay has recorded it. */
import type { Copied } from '@inquiry-lens/shared/contract/audit.ts'
import { err, ok, type Result } from '../../messages/failure.ts'
import type { InsertOutcome } from '../../page/background-port.ts'
import type { Policy } from '../../platform/policy.ts'
import type { runInsertScript } from '../../platform/scripts.ts'
import { localFailure } from '../relay/failures.ts'
import type { DocumentAddress, PageCommander } from './documents.ts'

interface ReplyToInsert {
  text: string
  ids: Copied['ids']
}

/** Where: this document, or the tab's page itself. */
type Target = Pick<DocumentAddress, 'tabId'> & Partial<Pick<DocumentAddress, 'documentId'>>

export function createReplyInserter({
  commands,
  run,
  recordCopy,
  readManaged,
}: {
  commands: Pick<PageCommander, 'canInsert' | 'insert'>
  run: typeof runInsertScript
  recordCopy: (copied: Copied) => Promise<Result<null>>
  readManaged: () => Promise<Pick<Policy, 'off'>>
}) {
  return async function insert(
    { tabId, documentId: wanted }: Target,
    { text, ids }: ReplyToInsert,
  ): Promise<Result<InsertOutcome>> {
    if ((await readManaged()).off.includes('insert')) return err(localFailure('switched-off'))
    const documentId = await run(tabId, wanted).catch(() => undefined)
    if (documentId === undefined || !(await commands.canInsert({ tabId, documentId }))) return ok('no-editor')
    const recorded = await recordCopy({ action: 'copy', form: 'inserted-reply', ids })
    return recorded.ok ? ok(await commands.insert({ tabId, documentId }, text)) : recorded
  }
}
