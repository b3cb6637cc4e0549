import { PREFIX } from '../ids.ts'
import { numberPart } from '../story/numbers.ts'
import type { SubjectKind } from '../story/subject.ts'
import { isAbout, type Tale, type Told } from '../story/tale.ts'
import type { Linkage, Naming } from './resource.ts'

export type PartKind = Exclude<SubjectKind, 'inquiry' | 'account' | 'other'>

/** The things of one kind that a tale has had so far, newest first. */
export function listParts(told: readonly Told[], kind: PartKind): readonly number[] {
  const indices = told.filter((beat) => beat.subject.kind === kind).map((beat) => beat.subject.index)
  return [...new Set(indices)].sort((a, b) => b - a)
}

export function linkParts(
  tale: Tale,
  told: readonly Told[],
  kind: PartKind,
  naming: Naming,
): readonly Linkage[] {
  return listParts(told, kind).map((index) => linkPart(tale, kind, index, naming))
}

export function linkPart(tale: Tale, kind: PartKind, index: number, { ids }: Naming): Linkage {
  return { type: typeOfPart(tale, kind, index), id: ids.write(PREFIX[kind], numberPart(tale.owner, index)) }
}

/** Polymorphic types name what they are after a slash. https://docs.withpersona.com/serialization */
function typeOfPart(tale: Tale, kind: PartKind, index: number): string {
  if (kind === 'verification') return `verification/${tale.story.verifications[index] ?? 'government-id'}`
  if (kind === 'document') return 'document/government-id'
  if (kind === 'selfie') return 'selfie/profile-and-center'
  if (kind === 'report') return reportType(tale, index)
  return kind
}

function reportType(tale: Tale, index: number): string {
  const name =
    tale.told.find((beat) => isAbout(beat, { kind: 'report', index }))?.name ?? 'report/watchlist.ready'
  return name.slice(0, name.lastIndexOf('.'))
}
