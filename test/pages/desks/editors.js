/** The editors that help desks are built with, as they come from npm, each with a begun reply: `deskEditors.mount(name, ground)`. */
import { createEmptyHistoryState, registerHistory } from '@lexical/history'
import { registerRichText } from '@lexical/rich-text'
import { Editor as Tiptap } from '@tiptap/core'
import StarterKit from '@tiptap/starter-kit'
import { ClassicEditor, Essentials, Paragraph } from 'ckeditor5'
import { ContentState, Editor as Draft, EditorState as DraftState } from 'draft-js'
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

function fill(ground) {
  const draft = document.createElement('p')
  draft.textContent = DRAFT
  ground.replaceChildren(draft)
  return ground
}

const draw = (ground, component) => createRoot(ground).render(createElement(component))

function drawSlate(ground, text, props) {
  draw(ground, () => {
    const [editor] = useState(() => withHistory(withReact(createSlate())))
    const initialValue = [{ children: [{ text }] }]
    return createElement(Slate, { editor, initialValue }, createElement(Editable, props))
  })
}

const EDITORS = {
  draft(ground) {
    draw(ground, () => {
      const [editorState, onChange] = useState(() =>
        DraftState.createWithContent(ContentState.createFromText(DRAFT)),
      )
      return createElement(Draft, { editorState, onChange })
    })
  },
  contenteditable(ground) {
    fill(ground).contentEditable = 'true'
  },
  'plaintext-only'(ground) {
    ground.contentEditable = 'plaintext-only'
    ground.style.whiteSpace = 'pre-wrap'
    ground.textContent = DRAFT
  },
  'react-textarea'(ground) {
    draw(ground, () => {
      const [value, setValue] = useState(DRAFT)
      return createElement('textarea', { value, onChange: ({ target }) => setValue(target.value) })
    })
  },
  prosemirror(ground) {
    new EditorView(ground, {
      state: EditorState.create({
        doc: DOMParser.fromSchema(schema).parse(fill(document.createElement('div'))),
        plugins: [history(), keymap({ 'Mod-z': undo, 'Mod-y': redo }), keymap(baseKeymap)],
      }),
    })
  },
  tiptap(ground) {
    new Tiptap({ element: ground, extensions: [StarterKit], content: `<p>${DRAFT}</p>` })
  },
  quill(ground) {
    new Quill(ground).setText(DRAFT)
  },
  lexical(ground) {
    ground.contentEditable = 'true'
    const lexical = createLexical({ onError: (error) => console.error(error) })
    registerRichText(lexical)
    registerHistory(lexical, createEmptyHistoryState(), 300)
    lexical.setRootElement(ground)
    lexical.update(() => {
      $getRoot().append($createParagraphNode().append($createTextNode(DRAFT)))
    })
  },
  slate: (ground) => drawSlate(ground, DRAFT),
  'slate-empty': (ground) => drawSlate(ground, '', { placeholder: 'Your reply' }),
  ckeditor5: (ground) =>
    ClassicEditor.create(ground, {
      licenseKey: 'GPL',
      plugins: [Essentials, Paragraph],
      initialData: `<p>${DRAFT}</p>`,
    }),
  squire(ground) {
    new Squire(ground, {
      sanitizeToDOMFragment: (html) => document.createRange().createContextualFragment(html),
    }).setHTML(`<div>${DRAFT}</div>`)
  },
  tinymce: (ground) =>
    tinymce.init({
      target: fill(ground),
      inline: true,
      skin: false,
      content_css: false,
      license_key: 'gpl',
      menubar: false,
      toolbar: false,
    }),
}

window.deskEditors = {
  mount: async (name, ground) => {
    await EDITORS[name](ground)
  },
}
