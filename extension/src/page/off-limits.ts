/** Text that is nobody’s to mark: where people write, and what is not seen. */
import { closestAcross, elementOf } from './tree.ts'

/** A text area's first text is a node like any other. */
const OFF_LIMITS =
  'head,script,style,noscript,template,textarea,select,' +
  '[contenteditable]:not([contenteditable=false i]),[role=textbox],' +
  '.CodeMirror,.cm-editor,.monaco-editor,.ace_editor'

/** Asked of hits only: of every node, it would be most of a scan's time. */
export const isEditable = (node: Text): boolean =>
  document.designMode === 'on' || closestAcross(elementOf(node), OFF_LIMITS) !== null
