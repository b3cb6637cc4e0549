import { signal } from '@preact/signals'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findUnread, followUnread } from './unread.ts'

interface Row {
  id: string
  state: string
}

const stateOf = ({ state }: Row) => state
const row = (id: string, state = 'open'): Row => ({ id, state })
const seenOf = (rows: readonly Row[]) => new Map(rows.map(({ id, state }) => [id, state]))

describe('findNews', () => {
  it('tells a row that was not there from one that stands otherwise, and from one that was not read on to', () => {
    const seen = seenOf([row('c'), row('d')])
    expect([
      ...findUnread(seen, [row('a'), row('c'), row('b'), row('d', 'done'), row('e')], stateOf),
    ]).toEqual([
      ['d', 'changed'],
      ['a', 'new'],
      ['b', 'new'],
    ])
  })

  it('finds all new where none of those that were seen is left', () => {
    expect([...findUnread(seenOf([row('z')]), [row('a'), row('b')], stateOf).values()]).toEqual([
      'new',
      'new',
    ])
  })

  const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 30 })

  it('has nothing to say of what was seen, however much of it is shown', () => {
    fc.assert(
      fc.property(ids, fc.nat(30), (all, count) => {
        const rows = all.map((id) => row(id))
        expect(findUnread(seenOf(rows), rows.slice(0, count), stateOf).size).toBe(0)
      }),
    )
  })

  it('marks exactly the rows that came in front, and none behind the last that was seen', () => {
    fc.assert(
      fc.property(ids, fc.nat(30), fc.nat(30), (all, first, second) => {
        const [from, to] = [Math.min(first, second), Math.max(first, second)]
        const rows = all.map((id) => row(id))
        const seen = rows.slice(from, to)
        fc.pre(seen.length > 0)
        const marks = findUnread(seenOf(seen), rows, stateOf)
        expect([...marks.keys()]).toEqual(rows.slice(0, from).map(({ id }) => id))
      }),
    )
  })

  it('marks whatever stands otherwise, wherever it is', () => {
    fc.assert(
      fc.property(ids, fc.func(fc.boolean()), (all, changes) => {
        const before = all.map((id) => row(id))
        const after = all.map((id) => row(id, changes(id) ? 'done' : 'open'))
        const marks = findUnread(seenOf(before), after, stateOf)
        expect([...marks.keys()]).toEqual(all.filter((id) => changes(id)))
        expect(new Set(marks.values()).size).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('followNews', () => {
  function setUp() {
    const one = signal<readonly Row[] | undefined>(undefined)
    const other = signal<readonly Row[] | undefined>(undefined)
    const visible = signal(true)
    const ended = new AbortController()
    const unread = followUnread({
      lists: [{ data: one }, { data: other }],
      stateOf,
      visible,
      abort: ended.signal,
    })
    return { one, other, visible, ended, unread, marks: () => Object.fromEntries(unread.marks.value) }
  }

  it('goes by what each list showed first, and what comes after is news', () => {
    const { one, other, marks } = setUp()
    one.value = [row('a')]
    expect(marks()).toEqual({})
    other.value = [row('p')]
    expect(marks()).toEqual({})
    one.value = [row('b'), row('a', 'done')]
    expect(marks()).toEqual({ a: 'changed', b: 'new' })
  })

  it('forgets one that was seen, and all of them at a word', () => {
    const { one, unread, marks } = setUp()
    one.value = [row('a')]
    one.value = [row('c'), row('b'), row('a', 'done')]
    unread.see('a')
    unread.see('c')
    unread.see('absent')
    expect(marks()).toEqual({ b: 'new' })
    unread.seeAll()
    expect(marks()).toEqual({})
    one.value = [row('c', 'done'), row('b'), row('a', 'done')]
    expect(marks()).toEqual({ c: 'changed' })
  })

  it('takes no row for new because one below it, loaded later, is kept', () => {
    const { one, unread, marks } = setUp()
    one.value = [row('a')]
    one.value = [row('a'), row('x'), row('y')]
    unread.toggle('y')
    expect(marks()).toEqual({ y: 'kept' })
  })

  it('keeps a row as unread for the agent, through what is hidden and renewed, until it is opened or let go', () => {
    const { one, visible, unread, marks } = setUp()
    one.value = [row('b'), row('a')]
    unread.toggle('a')
    expect(marks()).toEqual({ a: 'kept' })
    visible.value = false
    visible.value = true
    one.value = [row('c'), row('b'), row('a')]
    expect(marks()).toEqual({ c: 'new', a: 'kept' })
    unread.see('a')
    expect(marks()).toEqual({ c: 'new' })
    unread.toggle('c')
    expect(marks()).toEqual({})
    unread.toggle('c')
    unread.toggle('b')
    unread.toggle('b')
    expect(marks()).toEqual({ c: 'kept' })
    unread.seeAll()
    expect(marks()).toEqual({})
  })

  it('says of a kept row that it has changed, and keeps it as unread after that was seen', () => {
    const { one, visible, unread, marks } = setUp()
    one.value = [row('b'), row('a')]
    unread.toggle('a')
    one.value = [row('b'), row('a', 'done')]
    expect(marks()).toEqual({ a: 'changed' })
    visible.value = false
    visible.value = true
    expect(marks()).toEqual({ a: 'kept' })
    one.value = [row('b'), row('a', 'paid')]
    expect(marks()).toEqual({ a: 'changed' })
    unread.see('a')
    expect(marks()).toEqual({})
  })

  it('takes no row for new because one below it, loaded later, was opened', () => {
    const { one, unread, marks } = setUp()
    one.value = [row('a')]
    one.value = [row('a'), row('b'), row('c')]
    unread.see('c')
    expect(marks()).toEqual({})
    one.value = [row('d'), row('a'), row('b'), row('c')]
    expect(marks()).toEqual({ d: 'new' })
  })

  it('counts from the moment in which the agent turns away', () => {
    const { one, visible, marks } = setUp()
    one.value = [row('a')]
    one.value = [row('b'), row('a')]
    visible.value = false
    expect(marks()).toEqual({})
    visible.value = true
    one.value = [row('c'), row('b'), row('a')]
    expect(marks()).toEqual({ c: 'new' })
  })

  it('ends with its list', () => {
    const { one, visible, ended, marks } = setUp()
    one.value = [row('a')]
    ended.abort()
    one.value = [row('b'), row('a')]
    visible.value = false
    expect(marks()).toEqual({ b: 'new' })
  })
})
