/** A part of a view, named by its heading, and its facts: terms with their values. */
import type { ComponentChildren } from 'preact'
import { noticeWords } from '../../locales/surface.ts'
import { CopyButton } from './button.tsx'

interface SectionProps {
  id: string
  title: ComponentChildren
  level?: 'h2' | 'h3'
  class?: string
  busy?: boolean
  children: ComponentChildren
}

export const Section = ({ id, title, level: Heading = 'h2', busy, children, ...rest }: SectionProps) => (
  <section {...rest} aria-labelledby={id} aria-busy={busy}>
    <Heading id={id}>{title}</Heading>
    {children}
  </section>
)

/** Names and values in the details of a row. */
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
