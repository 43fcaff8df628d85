import { addEvidence, Case, type EvidenceInput, type Keep, makeRelease, type Operation } from '@amana/bundle'
import { decode, encode, toHex, utf8, type Value } from '@amana/codec'
import { sha256, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { many } from '../many.js'
import { emptyCase, person, seededRandom } from './sample.js'

beforeAll(() => void useBackend(nodeBackend))

const GIVEN = ['مروان', 'Marwan', 'عبدالقهار', 'لينا', 'طه', 'Hanano'] as const
const LABELS = ['House of Marwan', 'بيت لينا', 'market', 'سوق طه', 'عبد القهار', 'Hanano square'] as const
const PATHS = ['DCIM/IMG_1.jpg', 'Marwan/2.mp4', 'video of Lina.mp4', 'طه/3.jpg', 'Hanano 4.jpg'] as const
const INCIDENTS = ['Market', 'Bakery', 'بيت لينا'] as const
const fileAt = (path: string): EvidenceInput => ({
  file: {
    path,
    size: 1,
    sha256: sha256(utf8(path)),
    chunkRoot: sha256(utf8(`chunks ${path}`)),
    mediaType: 'image/jpeg',
    modifiedAt: '2015-01-01T00:00:00Z',
    hashedAt: '2015-01-02T00:00:00Z',
  },
})

const isMaybe = (draw: (below: number) => number) => draw(2) === 0

/** A case, and all that it kept. */
interface Kept {
  readonly amana: Case
  readonly operations: string[]
}

const keepIn =
  (operations: string[]): Keep =>
  (more) =>
    void operations.push(...[...more].map((operation) => toHex(encode(operation))))

/** The same case as it would be read from its store. */
function reopened({ amana }: Kept): Kept {
  const operations: string[] = []
  const again = new Case(amana.origin, amana.keys, amana.scope, keepIn(operations))
  for (const operation of amana.snapshot()) again.apply(decode(encode(operation)) as Operation)
  return { amana: again, operations }
}

/** What a release kept, or why there is none. */
function released({ amana, operations }: Kept, seed: string, claimed: readonly string[]): Value {
  const before = operations.length
  const claims = claimed.map((incident) => ({ en: 'so many', where: { incident: [incident] } }))
  try {
    makeRelease(amana, { random: seededRandom(seed), claims })
  } catch (error) {
    return (error as { code: string }).code
  }
  return operations.slice(before)
}

/** Something that happens to a case between releases. */
function change(amana: Case, draw: (below: number) => number): void {
  const one = <T>(list: readonly T[]): T => list[draw(list.length)]!
  switch (draw(8)) {
    case 0:
    case 1:
    case 2: {
      const rows = [draw(9), 9 + draw(3)].map((i) =>
        person(i, { given: one(GIVEN), incident: one(INCIDENTS), sex: isMaybe(draw) ? 'female' : 'male' }),
      )
      return void amana.import(rows, [], { relist: isMaybe(draw) })
    }
    case 3:
      return void amana.import(
        [],
        [{ key: one(INCIDENTS), label: one(LABELS), place: one(['Town', 'Lina']) }],
      )
    case 4: {
      const files = PATHS.filter(() => isMaybe(draw)).map((path) => ({
        ...fileAt(path),
        notes: `${draw(3)}`,
      }))
      return void addEvidence(amana, files, { openPaths: true, relist: isMaybe(draw) })
    }
    case 5: {
      const folder = draw(100)
      return void addEvidence(
        amana,
        Array.from({ length: 12 }, (_, i) => fileAt(`${folder}/${i}`)),
      )
    }
    default: {
      const kind = one(['person', 'person', 'person', 'incident', 'evidence'] as const)
      const known = [...amana.recordsOf(kind)]
      if (known.length > 0) amana.withdraw(kind, [one(known).key], one(['consent', 'error']))
    }
  }
}

describe('a case that stays open', () => {
  it('releases what the same case releases that was opened just now', () => {
    const outcomes = new Set<string>()
    for (let run = 0; run < many(300, 15); run++) {
      const random = seededRandom(`run ${run}`)
      const draw = (below: number) => random(1)[0]! % below
      const operations: string[] = []
      const keep = keepIn(operations)
      let isFull = false
      const held: Kept = {
        operations,
        amana: emptyCase((more) => {
          if (isFull) throw Object.assign(new Error('full'), { code: 'full' })
          keep(more)
        }),
      }
      for (let release = 0; release < 6; release++) {
        for (let changes = 1 + draw(4); changes > 0; changes--) change(held.amana, draw)
        // Made ready, but not kept: the next one starts all over.
        if (isMaybe(draw)) {
          isFull = true
          released(held, 'not kept', [])
          isFull = false
        }
        const claimed = INCIDENTS.filter((key) => held.amana.record('incident', key) !== undefined)
        const seed = `release ${release}`
        const expected = released(reopened(held), seed, claimed)
        expect(released(held, seed, claimed)).toEqual(expected)
        outcomes.add(typeof expected === 'string' ? expected : 'released')
      }
      for (const label of [...LABELS, ...PATHS])
        expect(held.amana.nameGuard().holdsName(label)).toBe(
          reopened(held).amana.nameGuard().holdsName(label),
        )
    }
    outcomes.delete('release/nothing-new')
    expect([...outcomes]).toEqual(['released'])
  })
})
