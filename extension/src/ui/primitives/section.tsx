/** A part of a view, named by its heading. */
import type { ComponentChildren } from 'preact'

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
