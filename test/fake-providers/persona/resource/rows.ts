import { itemAt } from '../../common/item-at.ts'
import { PREFIX } from '../ids.ts'
import { numberPart } from '../story/numbers.ts'
import { foldInquiry } from '../story/states.ts'
import { readChosen, type Tale } from '../story/tale.ts'
import { linkSubject, writeEvent, writeEventId } from './event-resource.ts'
import { linkAccount, linkTemplate, writeInquiry } from './inquiry-resource.ts'
import type { Naming, Resource, Writing } from './resource.ts'
import { writeSession } from './session-resource.ts'

/** What lists are made of. A row is written out only when it is on the page. */
export type Row = { readonly id: string; write(writing: Writing): Resource }

export type InquiryRow = Row & {
  readonly createdAt: number
  readonly accountId: string
  readonly templateId: string
  readonly status: string
  /** undefined for the documents' own examples, which are not told but copied */
  readonly tale: Tale | undefined
}

export type SessionRow = Row & { readonly inquiryId: string }

export type EventRow = Row & { readonly name: string; readonly objectId: string }

/** Getters: a filter that passes over a thousand rows must not write a thousand IDs. */
export function makeInquiryRow(tale: Tale, naming: Naming): InquiryRow {
  return {
    tale,
    createdAt: tale.told[0]?.at ?? 0,
    get id() {
      return naming.ids.write(PREFIX.inquiry, tale.owner)
    },
    get accountId() {
      return linkAccount(tale, naming).id
    },
    get templateId() {
      return linkTemplate(tale, naming).id
    },
    get status() {
      const chosen = readChosen(tale.told, { kind: 'inquiry', index: 0 }).status
      return typeof chosen === 'string' ? chosen : foldInquiry(tale, tale.told).status
    },
    write: (asked) => writeInquiry(tale, tale.told, asked),
  }
}

export function makeSessionRow(tale: Tale, index: number, { ids }: Naming): SessionRow {
  return {
    get id() {
      return ids.write(PREFIX['inquiry-session'], numberPart(tale.owner, index))
    },
    get inquiryId() {
      return ids.write(PREFIX.inquiry, tale.owner)
    },
    write: (asked) => writeSession(tale, tale.told, index, asked),
  }
}

export function makeEventRow(tale: Tale, beat: number, naming: Naming): EventRow {
  const told = itemAt(tale.told, beat)
  return {
    name: told.name,
    get id() {
      return writeEventId(tale, beat, naming)
    },
    get objectId() {
      return linkSubject(tale, told, naming).id
    },
    write: (asked) => writeEvent(tale, beat, asked),
  }
}
