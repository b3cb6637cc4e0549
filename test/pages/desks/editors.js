/** The editors that help desks are built with, as they come from npm, each with a begun reply. */
import { createEmptyHistoryState, registerHistory } from '@lexical/history'
import { registerRichText } from '@lexical/rich-text'
import { Editor as Tiptap } from '@tiptap/core'
import StarterKit from '@tiptap/starter-kit'
import { ClassicEditor, Essentials, Paragraph } from 'ckeditor5'
import { $createParagraphNode, $createTextNode, $getRoot, createEditor as createLexical } from 'lexical'
import { baseKeymap } from 'prosemirror-commands'
import { history, redo, undo } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import { DOMParser } from 'prosemirror-model'
import { schema } from 'prosemirror-schema-basic'
import { EditorState } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import Quill from 'quill'
import { createElement, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createEditor as createSlate } from 'slate'
import { withHistory } from 'slate-history'
import { Editable, Slate, withReact } from 'slate-react'
import Squire from 'squire-rte'
import tinymce from 'tinymce'
import 'tinymce/icons/default'
import 'tinymce/models/dom'
import 'tinymce/themes/silver'

const DRAFT = 'Hi Mira,'

function place(id) {
  const section = document.createElement('section')
  const ground = document.createElement('div')
  section.id = id
  section.append(ground)
  document.querySelector('main').append(section)
  return ground
}

function fill(ground) {
  const draft = document.createElement('p')
  draft.textContent = DRAFT
  ground.replaceChildren(draft)
  return ground
}

const draw = (id, component) => createRoot(place(id)).render(createElement(component))

fill(place('contenteditable')).contentEditable = 'true'
const plain = place('plaintext-only')
plain.contentEditable = 'plaintext-only'
plain.style.whiteSpace = 'pre-wrap'
plain.textContent = DRAFT
draw('react-textarea', () => {
  const [value, setValue] = useState(DRAFT)
  return createElement('textarea', { value, onChange: ({ target }) => setValue(target.value) })
})

new EditorView(place('prosemirror'), {
  state: EditorState.create({
    doc: DOMParser.fromSchema(schema).parse(fill(document.createElement('div'))),
    plugins: [history(), keymap({ 'Mod-z': undo, 'Mod-y': redo }), keymap(baseKeymap)],
  }),
})
new Tiptap({ element: place('tiptap'), extensions: [StarterKit], content: `<p>${DRAFT}</p>` })
new Quill(place('quill')).setText(DRAFT)

const lexicalRoot = place('lexical')
lexicalRoot.contentEditable = 'true'
const lexical = createLexical({ onError: (error) => console.error(error) })
registerRichText(lexical)
registerHistory(lexical, createEmptyHistoryState(), 300)
lexical.setRootElement(lexicalRoot)
lexical.update(() => {
  $getRoot().append($createParagraphNode().append($createTextNode(DRAFT)))
})

draw('slate', () => {
  const [editor] = useState(() => withHistory(withReact(createSlate())))
  const initialValue = [{ children: [{ text: DRAFT }] }]
  return createElement(Slate, { editor, initialValue }, createElement(Editable))
})
draw('slate-empty', () => {
  const [editor] = useState(() => withHistory(withReact(createSlate())))
  const initialValue = [{ children: [{ text: '' }] }]
  return createElement(
    Slate,
    { editor, initialValue },
    createElement(Editable, { placeholder: 'Your reply' }),
  )
})

await ClassicEditor.create(place('ckeditor5'), {
  licenseKey: 'GPL',
  plugins: [Essentials, Paragraph],
  initialData: `<p>${DRAFT}</p>`,
})
new Squire(place('squire'), {
  sanitizeToDOMFragment: (html) => document.createRange().createContextualFragment(html),
}).setHTML(`<div>${DRAFT}</div>`)
await tinymce.init({
  target: fill(place('tinymce')),
  inline: true,
  skin: false,
  content_css: false,
  license_key: 'gpl',
  menubar: false,
  toolbar: false,
})
document.body.dataset.editors = 'ready'
