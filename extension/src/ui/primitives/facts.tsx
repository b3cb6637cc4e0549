/** Names and values in the details of a row. */

import type { ComponentChildren } from 'preact'
import { noticeWords } from '../../locales/surface.ts'
import { CopyButton } from './copy-button.tsx'

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** `null`: the provider named none. */
export function IdFact({ name, id }: { name: string; id: string | null }) {
  return (
    <Fact name={name}>
      {id === null ? (
        <span class="missing">{noticeWords.none}</span>
      ) : (
        <span class="fact-id">
          <code>{id}</code>
          <CopyButton text={id} label={noticeWords.copy.id(name)} />
        </span>
      )}
    </Fact>
  )
}
