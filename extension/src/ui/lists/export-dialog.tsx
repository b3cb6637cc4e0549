/** Export what is shown: what will be in the file and what will not, then how it went. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { panelWords } from '../../locales/panel.ts'
import { commonWords } from '../../locales/surface.ts'
import { nameProvider } from '../format/source.ts'
import { Dialog } from '../primitives/dialog.tsx'
import { drawIcon } from '../primitives/icons.tsx'
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
        aria-label={panelWords.exporting.open}
        title={panelWords.exporting.open}
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
  const step = made.step.value
  const isRecording = step.name === 'recording'
  return (
    <Dialog
      id="export"
      title={panelWords.exporting.title[shown.list]}
      // Stays to say that no file was saved.
      onAsk={(close) => (isRecording ? made.cancel() : close())}
      onClose={onClose}
    >
      {(step.name === 'ready' || step.name === 'cancelled') && <Contents shown={shown} />}
      <div role="status">
        <Progress step={step} />
      </div>
      {step.name === 'failed' && <FailureNotice size="line" failure={step.failure} />}
      <p class="export-actions">
        {isRecording ? (
          <button type="button" class="button" onClick={made.cancel}>
            {panelWords.exporting.cancel}
          </button>
        ) : step.name === 'written' ? (
          <button
            type="button"
            class="button"
            onClick={({ currentTarget }) => currentTarget.closest('dialog')?.close()}
          >
            {commonWords.close}
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
              {panelWords.exporting.formats[format]}
            </button>
          ))
        )}
      </p>
    </Dialog>
  )
}

/** How many rows the file will have, and what is missing from it. */
function Contents({ shown: { list, rows, shown, unnamed, unknown, isMore, silent } }: { shown: ShownRows }) {
  const missing = [
    ...(shown > MAX_EXPORTED ? [panelWords.exporting.missing.tooMany(MAX_EXPORTED)] : []),
    ...(isMore ? [panelWords.exporting.missing.older] : []),
    ...silent.map((provider) => panelWords.exporting.missing.silent(nameProvider(provider))),
    ...(unknown > 0 ? [panelWords.exporting.missing.state(unknown)] : []),
    ...(unnamed > 0 ? [panelWords.exporting.missing.unnamed(unnamed)] : []),
  ]
  return (
    <>
      <p class="export-count">{panelWords.exporting.shown[list](rows.length)}</p>
      {missing.length > 0 && (
        <ul class="export-missing">
          {missing.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {rows.length > 0 && <p class="quiet">{panelWords.exporting.about}</p>}
    </>
  )
}

function Progress({ step }: { step: ExportStep }) {
  switch (step.name) {
    case 'ready':
      return null
    case 'recording':
      return <p>{panelWords.exporting.recording(step.recorded, step.of)}</p>
    case 'written':
      return (
        <p>
          {panelWords.exporting.written[step.list](step.count)} <code class="export-file">{step.file}</code>
        </p>
      )
    case 'cancelled':
    case 'failed':
      return (
        <p class="export-none">
          {panelWords.exporting[step.name]}
          {step.recorded > 0 && ` ${panelWords.exporting.recorded(step.recorded)}`}
        </p>
      )
  }
}
