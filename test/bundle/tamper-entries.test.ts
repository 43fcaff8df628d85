import { type Audience, makeRelease, verifyView } from '@amana/bundle'
import { encode, toHex, type Value } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { many } from '../many.js'
import {
  closed,
  closing,
  isOpen,
  kindOf,
  look,
  type Parts,
  putTogether,
  recordsOf,
  renumbered,
  type Shown,
  takeApart,
  withoutTallies,
  withRecords,
} from './forger.js'
import { person, persons, seededCase, seededRandom, viewOf } from './sample.js'

useBackend(nodeBackend)

// Whoever forges here can do all that needs no key: take a view apart, change it, and recompute its lengths and digests.
const random = seededRandom('entries')
const amana = seededCase('entries')
amana.import(persons(4))
makeRelease(amana, { random, time: '2015-02-01T12:00:00Z' })
amana.import(
  [person(1, { sex: 'female' }), person(5)],
  [{ key: 'Market', label: 'Market hall', place: 'Town A' }],
)
amana.withdraw('person', ['row-2'], 'error')
makeRelease(amana, { random, time: '2015-03-01T12:00:00Z' })
const key = amana.verificationKey
const { origin } = amana

const partsOf = (audience: Audience, number = 2): Parts =>
  takeApart(viewOf(amana, audience, amana.releases[number - 1]))
const parts = partsOf('investigator')
const records = recordsOf(parts)

const withHeader = (at: number, item: Value): Parts => ({
  ...parts,
  header: parts.header.map((each, i) => (i === at ? item : each)),
})
const withMask = (mask: number, change: readonly number[]): Parts => {
  const masks = parts.header[3] as readonly (readonly [Value, Value, Value])[]
  return withHeader(
    3,
    masks.map(([schema, open, shown], i) => [schema, i === mask ? change : open, shown]),
  )
}
const replaced = (at: number, record: readonly Value[]): Parts =>
  withRecords(
    parts,
    records.map((each, i) => (i === at ? record : each)),
  )
const withItem = (record: readonly Value[], at: number, item: Value): readonly Value[] =>
  record.map((each, i) => (i === at ? item : each))
const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const out = bytes.slice()
  out[at]! ^= 1
  return out
}

async function refused(forged: Parts, what: string): Promise<void> {
  const { ok } = await verifyView([putTogether(forged)], key)
  if (ok) throw new Error(`${what} passed verification`)
}

describe('a view taken apart and put together', () => {
  it('is the same bytes: the forger of these tests writes the format as it is', async () => {
    for (const audience of ['custodian', 'investigator', 'auditor', 'public'] as const)
      expect(putTogether(partsOf(audience))).toEqual(viewOf(amana, audience))
    expect((await verifyView([putTogether(parts)], key)).ok).toBe(true)
    expect(records.filter(isOpen).length).toBeGreaterThan(15)
    expect(records.filter((record) => !isOpen(record)).length).toBeGreaterThan(10)
  })

  it('says the same in whatever blocks its records stand', async () => {
    const shown = await look(putTogether(parts), key)
    for (const size of [1, 2, 7, records.length]) {
      const blocks: (readonly Value[])[] = []
      for (let at = 0; at < records.length; at += size) blocks.push(records.slice(at, at + size))
      expect(await look(putTogether({ ...parts, blocks }), key)).toEqual(shown)
    }
  })
})

describe('the entries of a view', () => {
  it('cannot be swapped: no two neighbours, and no other two', async () => {
    const swapped = (i: number, j: number): Parts => {
      const list = [...records]
      ;[list[i], list[j]] = [records[j]!, records[i]!]
      return renumbered(withRecords(parts, list))
    }
    for (let i = 1; i < records.length; i++) await refused(swapped(i - 1, i), `Swapping ${i - 1} and ${i}`)
    for (let i = 0; i < records.length; i++) {
      const j = (i * 7 + 5) % records.length
      if (j !== i) await refused(swapped(i, j), `Swapping ${i} and ${j}`)
    }
  })

  it('cannot be repeated, dropped or moved, whether or not the count is put right', async () => {
    for (const i of records.keys()) {
      const record = records[i]!
      const without = records.filter((_, j) => j !== i)
      const twice = [...records.slice(0, i + 1), ...records.slice(i)]
      for (const list of [without, twice, [...without, record], [record, ...without], [...records, record]]) {
        if (list.every((each, j) => each === records[j]) && list.length === records.length) continue
        const forged = renumbered(withRecords(parts, list))
        await refused(forged, `Entry ${i}`)
        await refused(
          { ...forged, header: forged.header.map((item, at) => (at === 2 ? records.length : item)) },
          `Entry ${i} under the true count`,
        )
      }
    }
    for (let length = 0; length < records.length; length++)
      await refused(renumbered(withRecords(parts, records.slice(0, length))), `The first ${length} entries`)
  })

  it('cannot be those of another release, or of another case, under this checkpoint', async () => {
    const older = partsOf('investigator', 1)
    await refused({ ...older, header: withItem(older.header, 0, parts.header[0]!) }, 'The older entries')
    await refused({ ...parts, header: withItem(parts.header, 0, older.header[0]!) }, 'The older checkpoint')
    const other = seededCase('other secrets')
    other.import(persons(4))
    makeRelease(other, { random })
    const foreign = takeApart(viewOf(other, 'investigator'))
    await refused({ ...foreign, header: withItem(foreign.header, 0, older.header[0]!) }, 'Foreign entries')
    expect((await verifyView([putTogether(older)], key)).ok).toBe(true)
  })
})

describe('a record of a view', () => {
  it('cannot have another kind, id or revision', async () => {
    for (const [i, record] of records.entries()) {
      const [number, id, revision] = record as [number, Uint8Array, number]
      for (const other of [0, 1, 2, 3, 4, -1])
        if (other !== number)
          await refused(replaced(i, withItem(record, 0, other)), `Number ${other} at ${i}`)
      await refused(replaced(i, withItem(record, 1, flipped(id, i % 16))), `The id of ${i}`)
      await refused(
        replaced(i, withItem(record, 1, records[(i + 1) % records.length]![1]!)),
        `The next id at ${i}`,
      )
      for (const other of [0, revision + 1, 3 - revision, -1, 2 ** 32])
        if (other !== revision)
          await refused(replaced(i, withItem(record, 2, other)), `Revision ${other} at ${i}`)
    }
  })

  it('cannot have another root where it is closed', async () => {
    for (const [i, record] of records.entries())
      if (!isOpen(record)) {
        await refused(
          replaced(i, withItem(record, 3, flipped(record[3] as Uint8Array, i % 32))),
          `The root of ${i}`,
        )
        await refused(replaced(i, withItem(record, 3, new Uint8Array(32))), `No root at ${i}`)
        const other = records.find((each, j) => j !== i && !isOpen(each))!
        await refused(replaced(i, withItem(record, 3, other[3]!)), `Another’s root at ${i}`)
      }
  })

  it('cannot have another salt, value or sibling where it is open', async () => {
    for (const [i, record] of records.entries()) {
      if (!isOpen(record)) continue
      const [salts, values, siblings] = record.slice(3) as [Uint8Array, readonly Value[], Uint8Array]
      for (let at = 0; at < salts.length; at += many(5, 61))
        await refused(replaced(i, withItem(record, 3, flipped(salts, at))), `Salt byte ${at} of ${i}`)
      // Without LONG=1 by every third of the others, a different third from record to record.
      for (const [at, value] of values.entries())
        for (const [j, other] of otherValues(value).entries())
          if ((i + j) % many(1, 3) === 0)
            await refused(
              replaced(i, withItem(record, 4, withItem(values, at, other))),
              `Value ${at} of ${i}`,
            )
      for (let at = 0; at < siblings.length; at += many(11, 97))
        await refused(replaced(i, withItem(record, 5, flipped(siblings, at))), `Sibling byte ${at} of ${i}`)
      if (siblings.length >= 32)
        await refused(replaced(i, withItem(record, 5, siblings.slice(32))), `A sibling less in ${i}`)
      await refused(
        replaced(i, withItem(record, 5, new Uint8Array(siblings.length + 32))),
        `A sibling more in ${i}`,
      )
    }
  })

  it('cannot have its salts and values the other way round', async () => {
    for (const [i, record] of records.entries()) {
      if (!isOpen(record)) continue
      const [salts, values] = record.slice(3) as [Uint8Array, readonly Value[]]
      const n = values.length
      const reversedSalts = new Uint8Array(salts.length)
      for (let at = 0; at < n; at++)
        reversedSalts.set(salts.subarray(16 * at, 16 * at + 16), 16 * (n - 1 - at))
      if (n > 1) {
        await refused(replaced(i, withItem(record, 3, reversedSalts)), `Reversed salts of ${i}`)
        await refused(
          replaced(i, withItem(withItem(record, 3, reversedSalts), 4, [...values].reverse())),
          `Reversed openings of ${i}`,
        )
      }
    }
  })

  it('cannot be opened with what another revision of it, or another record, was opened with', async () => {
    const older = recordsOf(partsOf('investigator', 1))
    for (const [i, record] of records.entries()) {
      // Its own openings from the older view are true ones.
      const isItself = (each: readonly Value[]) =>
        toHex(encode([each[1]!, each[2]!])) === toHex(encode([record[1]!, record[2]!]))
      const donors = [...older, ...records].filter((each) => isOpen(each) && !isItself(each))
      // Every third pair without LONG=1.
      for (const [j, donor] of donors.entries())
        if ((i + j) % many(1, 3) === 0 && (!isOpen(record) || donor[0] === record[0]))
          await refused(
            renumbered(replaced(i, [donor[0]!, record[1]!, record[2]!, ...donor.slice(3)])),
            `The openings of another record at ${i}`,
          )
    }
  })

  it.each<readonly [string, (record: readonly Value[]) => readonly Value[]]>([
    ['an item more', (record) => [...record, null]],
    ['an item less', (record) => record.slice(0, -1)],
    ['no id', (record) => withItem(record, 1, null)],
    ['a short id', (record) => withItem(record, 1, new Uint8Array(15))],
    ['a revision of text', (record) => withItem(record, 2, '1')],
    ['text for bytes', (record) => withItem(record, 3, 'root')],
    ['bytes of another length', (record) => withItem(record, 3, new Uint8Array(31))],
    ['nothing in it', () => []],
  ])('with %s is refused', async (what, change) => {
    for (const [i, record] of records.entries()) await refused(replaced(i, change(record)), `${what} at ${i}`)
  })
})

/** Values that could stand in place of one, some of which fit its field. */
function otherValues(value: Value): Value[] {
  if (value === null) return ['a', 1, true, 'male', new Uint8Array(16), [], '2014', new Map()]
  if (typeof value === 'boolean') return [!value, null]
  if (typeof value === 'number') return [value + 1, value - 1, null]
  if (value instanceof Uint8Array) return [flipped(value, 0), null]
  if (typeof value === 'string')
    return [`${value}x`, 'unknown', 'live', 'withdrawn', '2013', null].filter((v) => v !== value)
  if (Array.isArray(value))
    return [null, [], value.slice(1), [...value].reverse()].filter(
      (v) => JSON.stringify(v) !== JSON.stringify(value),
    )
  return [
    null,
    new Map([['sex', ['male', 'unknown']]]),
    (value as ReadonlyMap<string, Value>).size === 0 ? new Map([['sex', ['male']]]) : new Map(),
  ]
}

describe('the header of a view', () => {
  it('cannot name another mask: a field more, a field less, other fields, another schema', async () => {
    const masks = parts.header[3] as readonly (readonly [number, readonly number[], readonly number[]])[]
    for (const [i, [, open]] of masks.entries()) {
      for (const field of open)
        await refused(
          withMask(
            i,
            open.filter((each) => each !== field),
          ),
          `Mask ${i} less`,
        )
      await refused(withMask(i, [...open, 40]), `Mask ${i} more`)
      await refused(
        withMask(
          i,
          open.map((field) => field + 1),
        ),
        `Mask ${i} moved`,
      )
      await refused(withMask(i, []), `Mask ${i} empty`)
      await refused(withMask(i, [...open].reverse()), `Mask ${i} reversed`)
      await refused(
        withMask(
          i,
          open.map(() => open[0]!),
        ),
        `Mask ${i} repeated`,
      )
      for (const schema of [0, 1, 2, 3, 4, -1, '1', null])
        if (schema !== masks[i]![0])
          await refused(
            withHeader(
              3,
              masks.map((mask, j) => (i === j ? [schema, mask[1], mask[2]] : mask)),
            ),
            `Mask ${i} of schema ${schema}`,
          )
    }
    await refused(withHeader(3, [...masks].reverse()), 'Masks reversed')
    await refused(withHeader(3, masks.slice(1)), 'A mask less')
    await refused(withHeader(3, [...masks, [2, [0], []]]), 'A mask that is not used')
    await refused(withHeader(3, []), 'No masks')
  })

  it('cannot state another number of entries, or anything of another type', async () => {
    const count = parts.header[2] as number
    for (const other of [0, -1, count - 1, count + 1, 2 ** 40, String(count), null])
      await refused(withHeader(2, other), `Count ${other}`)
    for (const at of [0, 1, 2, 3, 4])
      for (const item of [null, [], 'x', 1]) await refused(withHeader(at, item), `Item ${at}`)
    await refused({ ...parts, header: [...parts.header, null] }, 'A longer header')
    await refused({ ...parts, header: parts.header.slice(0, 4) }, 'A shorter header')
  })

  it('cannot have another character anywhere in its checkpoint', async () => {
    const note = parts.header[0] as string
    const [first, second] = amana.releases
    for (let i = 0; i < note.length; i++) {
      const next = note.charCodeAt(i) === 65 ? 'B' : 'A'
      await refused(withHeader(0, note.slice(0, i) + next + note.slice(i + 1)), `Character ${i}`)
      await refused(withHeader(0, note.slice(0, i) + note.slice(i + 1)), `Without character ${i}`)
    }
    for (const other of [
      note.replace('\n\n', '\nextension\n\n'),
      note.replace(`\n${second!.size}\n`, `\n0${second!.size}\n`),
      note.slice(0, note.indexOf('\n\n') + 2),
      note + note,
      first!.note.slice(0, first!.note.indexOf('\n\n') + 2) + note.slice(note.indexOf('\n\n') + 2),
    ])
      await refused(withHeader(0, other), 'Another note')
  })

  it('may carry the signature of a stranger, which changes nothing that is shown', async () => {
    const shown = await look(putTogether(parts), key)
    const note = `${parts.header[0] as string}\u2014 witness AAAAAAAA\n`
    expect(await look(putTogether(withHeader(0, note)), key)).toEqual(shown)
  })

  it('may name another audience, since that is the sender’s word: nothing else that is shown changes', async () => {
    const shown = await look(putTogether(parts), key)
    for (const audience of ['custodian', 'auditor', 'public'])
      expect(await look(putTogether(withHeader(1, audience)), key)).toEqual(shown)
    for (const audience of ['family', '', 'Public', null])
      await refused(withHeader(1, audience), `Audience ${audience}`)
  })
})

/** What a narrower view may show: fewer values, and of each claim the same statement, counted to the same or not at all. */
function expectNarrower(narrow: Shown, wide: Shown): void {
  expect(narrow.open.filter((line) => !wide.open.includes(line))).toEqual([])
  const stated = (shown: Shown) => shown.report.claims.map(({ stated }) => stated).sort((a, b) => a - b)
  expect(stated(narrow)).toEqual(stated(wide))
  for (const { counted, stated: said, status } of narrow.report.claims) {
    expect(counted === null || counted === said).toBe(true)
    expect(status).toBe(counted === null ? 'not-checked' : 'pass')
  }
  for (const { id, status } of narrow.report.checks) {
    const before = wide.report.checks.find((check) => check.id === id)!.status
    if (status !== before) expect([id, before, status]).toEqual([id, 'pass', 'not-checked'])
  }
  const { root, size, release, time } = wide.report
  expect(narrow.report).toMatchObject({ root, size, release, time })
}

describe('somebody who closes what was open', () => {
  it('shows less, and nothing else: no count becomes another, no check passes that did not', async () => {
    const wide = await look(putTogether(partsOf('custodian')), key)
    const all = partsOf('custodian')
    const ats = recordsOf(all).flatMap((record, i) =>
      isOpen(record) && kindOf(all, record) !== 'statement' ? [i] : [],
    )
    await fc.assert(
      fc.asyncProperty(fc.subarray(ats, { minLength: 1 }), async (close) => {
        const narrow = await look(putTogether(closing(all, origin, (_, at) => close.includes(at))), key)
        expect(narrow.report.ok).toBe(true)
        expectNarrower(narrow, wide)
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  it('cannot hide a claim: a view with a closed statement fails', async () => {
    for (const [at, record] of records.entries())
      if (isOpen(record) && kindOf(parts, record) === 'statement')
        await refused(
          closing(parts, origin, (_, i) => i === at),
          `Statement ${at} closed`,
        )
  })

  it('cannot let an earlier release speak in place of the newest, with what an older view has opened', async () => {
    const wide = await look(putTogether(parts), key)
    const older = partsOf('investigator', 1)
    const past = recordsOf(older)
    const masks = [...(parts.header[3] as readonly Value[]), ...(older.header[3] as readonly Value[])]
    const shift = (parts.header[3] as readonly Value[]).length
    // Every earlier revision opened as the older view opened it, every newest one closed.
    const list = records.map((record, at) => {
      const before = past[at]
      if (before !== undefined && isOpen(before)) return [(before[0] as number) + shift, ...before.slice(1)]
      return closed(parts, origin, record)
    })
    const [note, audience, count, , tallies] = parts.header
    for (const alsoKept of ['none', 'statement', 'person', 'incident'] as const) {
      const mixed = list.map((record, at) =>
        alsoKept !== 'none' && isOpen(records[at]!) && kindOf(parts, records[at]!) === alsoKept
          ? records[at]!
          : record,
      )
      const kept = renumbered(
        distinct({ ...parts, header: [note!, audience!, count!, masks, tallies!], blocks: [mixed] }),
      )
      await refused(kept, 'Tables over persons of which nothing is shown')
      const forged = withoutTallies(kept)
      const { report } = await look(putTogether(forged), key)
      if (alsoKept !== 'statement') expect(report.ok).toBe(false)
      else {
        expect(report.ok).toBe(true)
        expect([report.release, report.time]).toEqual([2, '2015-03-01T12:00:00Z'])
        for (const { text, counted, status } of report.claims) {
          expect([counted, status]).toEqual([null, 'not-checked'])
          expect(text).not.toMatch(/incident=Market$/)
        }
        expect(report.claims.map(({ stated }) => stated).sort()).toEqual(
          wide.report.claims.map(({ stated }) => stated).sort(),
        )
      }
    }
  })
})

/** The same view with each mask once. */
function distinct(view: Parts): Parts {
  const masks = view.header[3] as readonly Value[]
  const first = masks.map((mask) => masks.findIndex((each) => JSON.stringify(each) === JSON.stringify(mask)))
  return withRecords(
    view,
    recordsOf(view).map((record) =>
      isOpen(record) ? [first[record[0] as number]!, ...record.slice(1)] : record,
    ),
  )
}
