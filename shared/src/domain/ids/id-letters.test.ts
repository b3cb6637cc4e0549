import { describe, expect, it } from 'vitest'
import { findUuids } from './id-letters.ts'
import { findObjectIds } from './page-ids.ts'

/** From deepidv's own pages; no valid version or variant. */
const UUID = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'
const OTHER_UUID = 'da760e2f-2f7b-4f5d-b394-766ce9c4fad8'

describe('findUuids', () => {
  const uuidsIn = (text: string, counts: (id: string, start: number) => boolean = () => true) =>
    findUuids(text, counts).map(({ id, start, end }) => [id, text.slice(start, end)])

  it.each([
    ['alone', UUID],
    ['in a sentence', `It was ${UUID}.`],
    ['in a path', `https://admin.deepidv.example/sessions/${UUID}/steps`],
    ['in JSON', `{"id":"${UUID}"}`],
    ['in brackets', `(${UUID})`],
    ['after a colon', `session:${UUID}`],
    ['before a dash', `${UUID}- declined`],
  ])('finds it %s', (_, text) => expect(uuidsIn(text)).toEqual([[UUID, UUID]]))

  it.each([
    ['more of it before', `0${UUID}`],
    ['more of it behind', `${UUID}0`],
    ['a fifth group', `${UUID}-abcd`],
    ['a group before', `abcd-${UUID}`],
    ['a word before', `id${UUID}`],
    ['a letter that is not hexadecimal', UUID.replace('a', 'g')],
    ['a trace', `00-${UUID.replaceAll('-', '')}-00f067aa0ba902b7-01`],
  ])('leaves alone: %s', (_, text) => expect(uuidsIn(text)).toEqual([]))

  it('gives those that count, in small letters, where they stand', () => {
    const text = `${OTHER_UUID} and ${UUID.toUpperCase()}`
    expect(uuidsIn(text, (id) => id === UUID)).toEqual([[UUID, UUID.toUpperCase()]])
    expect(uuidsIn(text, (_, start) => start === 0)).toEqual([[OTHER_UUID, OTHER_UUID]])
  })

  it('are not marked on a page without a word beside them', () => {
    expect(findObjectIds(UUID)).toEqual([])
  })
})
