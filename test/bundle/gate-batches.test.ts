/** Who was listed when shows in the log: the gate weighs it, and a view closes what would tell of few. */
import {
  assessView,
  type Case,
  makeRelease,
  planView,
  smallClaims,
  type ViewChoice,
  verifyView,
} from '@amana/bundle'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { PERSON } from '@amana/records'
import { describe, expect, it } from '@jest/globals'
import { takeApart } from './forger.js'
import { emptyCase, person, seededRandom, viewOf } from './sample.js'

useBackend(nodeBackend)

const random = seededRandom('batches')
const release = (amana: Case) => makeRelease(amana, { random })
const crowd = (count: number, from: number, incident: string) =>
  Array.from({ length: count }, (_, i) => person(from + i, { incident, place: incident }))
const caseOf = (...batches: ReturnType<typeof crowd>[]): Case => {
  const amana = emptyCase()
  for (const batch of batches) {
    amana.import(batch)
    release(amana)
  }
  return amana
}
const last = (amana: Case) => amana.releases.at(-1)!
const passes = (amana: Case, choice: ViewChoice = {}) =>
  assessView(amana, 'investigator', last(amana), choice).every((finding) => finding.passes)
/** In how many records of persons a field is open, by the release that listed them first. */
function openIn(amana: Case, field: string, choice: ViewChoice = {}): readonly number[] {
  const at = PERSON.fields.findIndex(({ name }) => name === field)
  const { masks, maskOf } = planView(amana, 'investigator', last(amana), choice)
  let from = 0
  return amana.releases.map(({ size }) => {
    const open = amana.log.slice(from, size).filter(({ record, logged }, i) => {
      const mask = masks[maskOf[from + i]!]
      return record.kind === 'person' && logged.revision === 1 && mask?.open.includes(at) === true
    })
    from = size
    return open.length
  })
}

describe('a person who was added alone', () => {
  const amana = caseOf([...crowd(60, 1, 'Market'), ...crowd(50, 100, 'Bakery')], crowd(1, 200, 'Market'))

  it('is closed in a view that opens the others, which passes, and every claim with it', async () => {
    expect(openIn(amana, 'incident')).toEqual([110, 0])
    expect([...planView(amana, 'investigator', last(amana)).closedIn]).toEqual([[2, ['incident']]])
    expect(passes(amana)).toBe(true)
    const report = await verifyView([viewOf(amana, 'investigator')], amana.verificationKey)
    expect(report.ok).toBe(true)
    expect(report.claims.every(({ status }) => status === 'pass')).toBe(true)
  })

  it('stays closed in what is opened beside, and has tokens and status like everybody', () => {
    const choice = { open: ['party'], close: ['incident'] }
    expect(openIn(amana, 'party', choice)).toEqual([110, 0])
    expect(openIn(amana, 'linkage', choice)).toEqual([110, 1])
    const parts = takeApart(viewOf(amana, 'investigator'))
    expect(parts.blocks.flat().length).toBe(amana.log.length)
  })
})

describe('persons of a release', () => {
  it('are open where enough of them look alike', () => {
    const amana = caseOf([...crowd(60, 1, 'Market'), ...crowd(50, 100, 'Bakery')], crowd(7, 200, 'Market'))
    expect(openIn(amana, 'incident')).toEqual([110, 7])
    expect(passes(amana)).toBe(true)
  })

  it('are closed together where one of them would stand out, however many like it others listed', () => {
    const amana = caseOf(
      [...crowd(60, 1, 'Market'), ...crowd(50, 100, 'Bakery')],
      [...crowd(7, 200, 'Market'), ...crowd(2, 300, 'Bakery')],
    )
    expect(openIn(amana, 'incident')).toEqual([110, 0])
    expect(passes(amana)).toBe(true)
  })

  it('are what a view is refused for that asks for more than its policy opens', () => {
    const mixed = [
      ...crowd(7, 200, 'Market'),
      ...crowd(2, 300, 'Market').map((one) => ({ ...one, party: 'russia' })),
    ]
    const amana = caseOf(
      [...crowd(60, 1, 'Market'), ...crowd(60, 400, 'Market').map((one) => ({ ...one, party: 'russia' }))],
      mixed,
    )
    const choice = { open: ['party'], close: ['incident'] }
    const [finding] = assessView(amana, 'investigator', last(amana), choice)
    expect(finding!.passes).toBe(false)
    expect(finding!.close).toEqual(['party'])
    // All in one release, nobody stands out.
    const together = emptyCase()
    together.import([
      ...crowd(67, 1, 'Market'),
      ...crowd(62, 400, 'Market').map((one) => ({ ...one, party: 'russia' })),
    ])
    release(together)
    expect(passes(together, choice)).toBe(true)
  })
})

describe('a view of a release with just enough persons', () => {
  it('is taken to have opened them also when one was deleted since for want of consent', () => {
    const amana = caseOf(crowd(60, 1, 'Market'), crowd(5, 100, 'Market'))
    const [, second] = amana.releases
    const closedIn = (isPast: boolean) => [
      ...planView(amana, 'investigator', second!, { open: ['cause'] }, { isPast }).closedIn.keys(),
    ]
    expect(closedIn(true)).toEqual([])
    amana.withdraw('person', ['row-102'], 'consent')
    release(amana)
    expect([closedIn(true), closedIn(false)]).toEqual([[], [2]])
  })
})

describe('a list of which no release added enough', () => {
  it('is refused what is asked for, and not closed in silence', () => {
    const amana = caseOf(crowd(3, 1, 'Market'), crowd(3, 10, 'Market'))
    const choice = { open: ['cause'], close: ['incident'] }
    expect(openIn(amana, 'cause', choice)).toEqual([3, 3])
    expect(passes(amana, choice)).toBe(false)
    expect(passes(amana)).toBe(true)
  })
})

describe('what a release claims of few', () => {
  it('is listed: small counts, and small differences to the release before', () => {
    const amana = caseOf(crowd(30, 0, 'Market'))
    const texts = () =>
      smallClaims(amana, last(amana)).map(({ text, count, more }) => [text.split(' (')[0], count, more])
    // Of thirty persons every fifth is female and every seventh a child.
    expect(texts()).toEqual([
      ['girls', 1, null],
      ['children', 5, null],
      ['women', 6, null],
    ])
    amana.import([person(31, { incident: 'Market', place: 'Market' })])
    release(amana)
    expect(texts()).toEqual([
      ['girls', 1, 0],
      ['children', 5, 0],
      ['women', 6, 0],
      ['men', 25, 1],
      ['adults', 26, 1],
      ['persons in all', 31, 1],
      ['persons where incident=Market', 31, 1],
    ])
  })

  it('is listed: what a claim leaves over of one that includes it, unless a claim counts just that', () => {
    const amana = emptyCase()
    const shelled = crowd(3, 60, 'Market').map((one) => ({ ...one, cause: 'shelling' }))
    amana.import([...crowd(40, 0, 'Market'), ...shelled])
    const claim = (cause: string) => ({
      where: { cause: [cause] },
      en: `by ${cause}`,
      ar: `by ${cause}`,
    })
    const left = (...causes: readonly string[]) => {
      makeRelease(amana, { random, claims: causes.map(claim) })
      return smallClaims(amana, last(amana)).filter(({ text }) => text.includes('by '))
    }
    expect(left('airstrike')).toEqual([
      { text: 'persons in all, less by airstrike: persons where cause=airstrike', count: 3, more: null },
    ])
    amana.import([person(90, { incident: 'Market', place: 'Market' })])
    expect(left('airstrike', 'shelling').map(({ count }) => count)).toEqual([3, 41])
  })
})
