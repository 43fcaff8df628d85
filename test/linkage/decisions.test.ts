import {
  type Decision,
  formatDecisions,
  parseDecisions,
  resolveDecisions,
  type StatedDecision,
} from '@amana/linkage'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusal } from '../codec/refusal.js'

const HEAD = 'a,b,verdict,by,why'
const file = (...lines: readonly string[]): string => `${[HEAD, ...lines].join('\n')}\n`
const withoutLine = ({ line: _, ...decision }: StatedDecision): Decision => decision
/** A made-up record id. */
const id = (n: number): string => n.toString(16).padStart(4, '0').repeat(8)
const said = (a: string, b: string, verdict: Decision['verdict'], line: number): StatedDecision => ({
  a,
  b,
  verdict,
  by: 'H',
  why: '',
  line,
})
const thrown = (act: () => unknown) => {
  const { code, message, details } = refusal(act)
  return { code, message, line: details.line }
}

describe('a file of decisions', () => {
  it('comes back as it was written, whatever stands in it', () => {
    // Space around a cell is not kept: spreadsheet programs add it.
    const text = fc
      .string({ unit: fc.constantFrom('x', 'ه', '"', ',', ';', '\n', 'a b', '=') })
      .map((t) => t.trim())
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(9999), { minLength: 2, maxLength: 12 }),
        fc.array(fc.tuple(text, text, fc.constantFrom('same' as const, 'different' as const)), {
          minLength: 11,
        }),
        (numbers, facts) => {
          const decisions = numbers.slice(1).map((n, i): Decision => {
            const [a, b] = [id(numbers[i]!), id(n)].sort() as [string, string]
            const [by, why, verdict] = facts[i]!
            return { a, b, verdict, by, why }
          })
          const again = parseDecisions(formatDecisions(decisions)).map(withoutLine)
          expect(formatDecisions(again)).toBe(formatDecisions(decisions))
          expect(again).toHaveLength(decisions.length)
          expect(again).toEqual(expect.arrayContaining(decisions))
        },
      ),
      { numRuns: 50 },
    )
  })

  it.each([
    [
      'semicolons and a byte order mark, as spreadsheet programs write',
      `\ufeffa;b;verdict;by;why\r\nx;y;SAME;H;"no; yes"\r\n`,
    ],
    ['tabs, and quotes around all', `"a"\t"b"\t"verdict"\t"by"\t"why"\n"x"\t"y"\t"same"\t"H"\t"no; yes"\n`],
    [
      'columns in another order, and others among them',
      'why,score,verdict,b,a,by,\nno; yes,.5,same,y,x,H,\n',
    ],
  ])('is read with %s', (_, text) => {
    expect(parseDecisions(text).map(withoutLine)).toEqual([
      { a: 'x', b: 'y', verdict: 'same', by: 'H', why: 'no; yes' },
    ])
  })

  it('may hold pairs that nobody has decided yet, and empty lines', () => {
    expect(parseDecisions(file('x,y,,,', '', ',,,,', 'x,z,different,,'))).toMatchObject([{ b: 'z', line: 5 }])
  })

  it.each([
    [1, 'x,y,same,,\n'],
    [3, file('x,y,same,,', 'x,z,maybe,,')],
    [2, file('x,,same,,')],
    [2, file('x,list:X,same,,')],
    [3, file('x,y,same,,', 'y,x,different,,')],
    // Lines of the file are counted, also within a cell of several.
    [5, file('x,y,same,H,"one\ntwo\nthree"', 'x,z,maybe,,')],
    [3, file('x,y,same,,', 'x,z,same,H,"never closed')],
  ])('is refused with the line, here %i', (line, text) => {
    expect(thrown(() => parseDecisions(text))).toMatchObject({
      code: 'linkage/bad-decisions',
      line,
      message: expect.stringContaining(`Line ${line} `),
    })
  })

  it('is refused or read, and nothing else, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n', '\r', 'verdict', 'same') }),
        (text) => {
          try {
            parseDecisions(text)
          } catch (error) {
            expect((error as { code?: string }).code).toBe('linkage/bad-decisions')
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('of many lines is read in time that grows with it', () => {
    const many = file(...Array.from({ length: 50_000 }, (_, i) => `${id(i)},${id(i + 1)},same,H,`))
    const decisions = parseDecisions(many)
    const { constraints } = resolveDecisions(
      decisions,
      Array.from({ length: 50_001 }, (_, i) => id(i)),
    )
    expect(constraints.same).toHaveLength(50_000)
  })
})

describe('decisions among rows', () => {
  const ids = [id(1), id(2), id(3), id(4)]

  it('name a record by its id, by its beginning, and by the file before it, whichever file that was', () => {
    const { held, constraints } = resolveDecisions(
      [
        said(`old.view:${id(1)}`, id(2).toUpperCase(), 'same', 2),
        said(`C:\\lists\\ours:${id(3).slice(0, 8)}`, id(4).slice(0, 20), 'different', 3),
      ],
      ids,
    )
    expect(held.map(({ a, b }) => [a, b])).toEqual([
      [id(1), id(2)],
      [id(3), id(4)],
    ])
    expect(constraints).toEqual({ same: [[0, 1]], different: [[2, 3]] })
  })

  it('hold for rows of a later release, in another order, with others among them', () => {
    const decisions = [said(id(1), id(3), 'same', 2)]
    const later = [id(9), id(3), id(8), id(1)]
    expect(resolveDecisions(decisions, later).constraints.same).toEqual([[3, 1]])
  })

  it('are about each row of a record that was given twice', () => {
    const { constraints } = resolveDecisions([said(id(1), id(2), 'different', 2)], [id(1), id(2), id(1)])
    expect(constraints.same).toEqual([[0, 2]])
    expect(constraints.different).toEqual([
      [0, 1],
      [2, 1],
    ])
  })

  it('about records that are not here are told, and do not stand in the way of others', () => {
    const decisions = [
      said(id(1), id(7), 'same', 2),
      said(id(1), 'abc', 'same', 3),
      said(id(1), id(2), 'same', 4),
    ]
    const { unknown, held } = resolveDecisions(decisions, ids)
    expect(unknown.map(({ line }) => line)).toEqual([2, 3])
    expect(held.map(({ line }) => line)).toEqual([4])
  })

  it('need more of an id that is the beginning of two', () => {
    const twins = [`${'ab'.repeat(6)}${'0'.repeat(20)}`, `${'ab'.repeat(6)}${'1'.repeat(20)}`, id(1)]
    const by = (text: string) => () => resolveDecisions([said(text, id(1), 'same', 7)], twins)
    expect(thrown(by('ab'.repeat(6)))).toMatchObject({ code: 'linkage/bad-decisions', line: 7 })
    expect(by(`${'ab'.repeat(6)}1`)().held[0]!.rowsA).toEqual([1])
  })

  it('are refused where a chain of them contradicts one, with all the lines', () => {
    const decisions = [
      said(id(1), id(2), 'same', 2),
      said(id(4), id(1), 'same', 3),
      said(id(3), id(2), 'same', 5),
      said(id(3), id(4), 'different', 9),
    ]
    expect(thrown(() => resolveDecisions(decisions, ids))).toMatchObject({
      code: 'linkage/bad-decisions',
      line: 9,
      message: expect.stringMatching(/line 2 and line 3 and line 5/),
    })
    // Without the link between them they hold.
    expect(resolveDecisions(decisions.slice(1), ids).held).toHaveLength(3)
    // The same pair, once by a shortened id, which the file alone could not tell.
    const short = [said(id(1), id(2), 'same', 2), said(id(2).slice(0, 9), id(1), 'different', 0)]
    expect(thrown(() => resolveDecisions(short, ids)).message).toContain('The new decision')
  })
})
