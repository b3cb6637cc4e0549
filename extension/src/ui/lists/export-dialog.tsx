/** Export what is shown: what will be in the file and what will not, then how it went. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { common } from '../../locales/common.ts'
import { exportWords } from '../../locales/export.ts'
import { nameProvider } from '../format/source.ts'
import { CloseIcon, drawIcon } from '../primitives/icons.tsx'
import { FailureNotice } from '../primitives/lazy.tsx'
import { useSurface } from '../primitives/surface-context.ts'
import {
  createExport,
  type Export,
  type ExportParts,
  type ExportStep,
  MAX_EXPORTED,
  readShown,
  type ShownRows,
  type ShownSources,
  saveFile,
} from '../state/lists/export.ts'

const ExportIcon = drawIcon('export')

export type ExportDialogProps = ShownSources & {
  exporting: Pick<ExportParts, 'recordCopy' | 'now' | 'isAllowed' | 'abort'>
}

/** Absent where the administrator's policy has switched it off. */
export function ExportDialog({ exporting, ...sources }: ExportDialogProps) {
  const { policy } = useSurface()
  const [isOpen, setIsOpen] = useState(false)
  const isOff = policy.value.off.includes('export')
  const made = useMemo(
    () =>
      createExport({
        ...exporting,
        isAllowed: () => exporting.isAllowed() && !policy.peek().off.includes('export'),
        save: (file) => saveFile(document, file),
      }),
    [exporting],
  )
  useEffect(() => {
    if (isOff) made.cancel()
  }, [isOff, made])
  if (isOff) return null
  return (
    <>
      <button
        type="button"
        class="icon-button export-open"
        aria-label={exportWords.open}
        title={exportWords.open}
        aria-haspopup="dialog"
        onClick={() => {
          made.reset()
          setIsOpen(true)
        }}
      >
        <ExportIcon />
      </button>
      {isOpen && (
        <Choice
          shown={readShown(sources)}
          made={made}
          onClose={() => {
            made.cancel()
            setIsOpen(false)
          }}
        />
      )}
    </>
  )
}

function Choice({ shown, made, onClose }: { shown: ShownRows; made: Export; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const step = made.step.value
  const isRecording = step.name === 'recording'
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const close = () => (isRecording ? made.cancel() : dialog.current?.close())
  return (
    <dialog
      ref={dialog}
      class="dialog export"
      aria-labelledby="export"
      onCancel={(event) => {
        // Stays to say that no file was saved.
        if (isRecording) event.preventDefault()
        close()
      }}
      onClose={onClose}
    >
      <div class="dialog-head">
        <h2 id="export">{exportWords.title[shown.list]}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label={common.close}
          title={common.close}
          onClick={close}
        >
          <CloseIcon />
        </button>
      </div>
      {(step.name === 'ready' || step.name === 'cancelled') && <Contents shown={shown} />}
      <div role="status">
        <Progress step={step} />
      </div>
      {step.name === 'failed' && <FailureNotice size="line" failure={step.failure} />}
      <p class="export-actions">
        {isRecording ? (
          <button type="button" class="button" onClick={made.cancel}>
            {exportWords.cancel}
          </button>
        ) : step.name === 'written' ? (
          <button type="button" class="button" onClick={close}>
            {common.close}
          </button>
        ) : (
          shown.rows.length > 0 &&
          (['csv', 'ndjson'] as const).map((format) => (
            <button
              key={format}
              type="button"
              class={format === 'csv' ? 'button button-main' : 'button'}
              onClick={() => void made.write(shown, format)}
            >
              {exportWords.formats[format]}
            </button>
          ))
        )}
      </p>
    </dialog>
  )
}

/** How many rows the file will have, and what is missing from it. */
function Contents({ shown: { list, rows, shown, unnamed, unknown, isMore, silent } }: { shown: ShownRows }) {
  const missing = [
    ...(shown > MAX_EXPORTED ? [exportWords.missing.tooMany(MAX_EXPORTED)] : []),
    ...(isMore ? [exportWords.missing.older] : []),
    ...silent.map((provider) => exportWords.missing.silent(nameProvider(provider))),
    ...(unknown > 0 ? [exportWords.missing.state(unknown)] : []),
    ...(unnamed > 0 ? [exportWords.missing.unnamed(unnamed)] : []),
  ]
  return (
    <>
      <p class="export-count">{exportWords.shown[list](rows.length)}</p>
      {missing.length > 0 && (
        <ul class="export-missing">
          {missing.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {rows.length > 0 && <p class="quiet">{exportWords.about}</p>}
    </>
  )
}

function Progress({ step }: { step: ExportStep }) {
  switch (step.name) {
    case 'ready':
      return null
    case 'recording':
      return <p>{exportWords.recording(step.recorded, step.of)}</p>
    case 'written':
      return (
        <p>
          {exportWords.written[step.list](step.count)} <code class="export-file">{step.file}</code>
        </p>
      )
    case 'cancelled':
    case 'failed':
      return (
        <p class="export-none">
          {exportWords[step.name]}
          {step.recorded > 0 && ` ${exportWords.recorded(step.recorded)}`}
        </p>
      )
  }
}
