/** The filter that takes an inquiry ID in whatever it was copied with, and says what is wrong with the rest. */
import type { Config } from '@inquiry-lens/shared/api.ts'
import { type Signal, useSignal, useSignalEffect } from '@preact/signals'
import { useId } from 'preact/hooks'
import { parseInquiryInput } from '../state/inquiry-input.ts'
import { CloseIcon, SearchIcon } from './icons.tsx'
import { useKey } from './use-key.ts'

interface InquiryBoxProps {
  inquiry: Signal<string | undefined>
  /** Whether any of the rows has an inquiry. */
  takesInquiry: boolean
  onOpenCase(id: string): void
  onOpenReference(reference: string): void
  /** Of the company's own numbers. */
  patterns: Config['idPatterns'] | undefined
}

export function InquiryBox({ inquiry, takesInquiry, patterns, ...on }: InquiryBoxProps) {
  const text = useSignal(inquiry.peek() ?? '')
  const problem = useSignal<string | undefined>(undefined)
  const id = useId()
  const key = useKey('/')

  // The filter is also set from a row, or from another surface.
  useSignalEffect(() => {
    text.value = inquiry.value ?? ''
    problem.value = undefined
  })

  function apply(typed: string): void {
    const read = parseInquiryInput(typed, patterns)
    problem.value = read.ok ? undefined : read.problem
    if (!read.ok) return
    if (!('inquiry' in read)) {
      text.value = ''
      if ('caseId' in read) on.onOpenCase(read.caseId)
      else on.onOpenReference(read.reference)
      return
    }
    inquiry.value = read.inquiry
    text.value = read.inquiry ?? ''
  }

  return (
    <div class="inquiry-box">
      <div class="field-with-icon">
        <SearchIcon />
        <input
          id={id}
          type="text"
          aria-label={takesInquiry ? 'Only this inquiry' : 'Open a session'}
          placeholder={takesInquiry ? 'Inquiry ID, or a link with one' : 'Session ID, or a link with one'}
          autocomplete="off"
          spellcheck={false}
          {...key}
          value={text.value}
          aria-invalid={problem.value !== undefined}
          aria-describedby={problem.value === undefined ? undefined : `${id}-problem`}
          onInput={(event) => {
            text.value = event.currentTarget.value
            problem.value = undefined
            if (event.currentTarget.value === '') apply('')
          }}
          onPaste={(event) => {
            const box = event.currentTarget
            // By then the pasted text stands in the box.
            queueMicrotask(() => setTimeout(() => apply(box.value)))
          }}
          onChange={(event) => apply(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') apply(event.currentTarget.value)
            if (event.key === 'Escape' && text.value !== '') {
              // Only the next Escape closes what stands beside.
              event.preventDefault()
              apply('')
            }
          }}
        />
        {text.value !== '' && (
          <button
            type="button"
            class="icon-button"
            aria-label="Clear the inquiry"
            title="Clear the inquiry"
            onClick={() => apply('')}
          >
            <CloseIcon />
          </button>
        )}
      </div>
      <p id={`${id}-problem`} class="field-problem" role="status">
        {problem.value}
      </p>
    </div>
  )
}
