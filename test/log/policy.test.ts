import { utf8 } from '@amana/codec'
import { publicKeyOf, sha256, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import {
  type Cosignature,
  meets,
  parsePolicy,
  parseWitnessKey,
  quorumTime,
  verifierKey,
  witnessKey,
} from '@amana/log'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { refusal } from '../codec/refusal.js'

useBackend(nodeBackend)

const publicKey = (name: string) => publicKeyOf(sha256(utf8(`policy test: ${name}`)))
const vkey = (name: string) => witnessKey(`${name}.example`, publicKey(name))
const by = (name: string, time = 0): Cosignature => ({ key: parseWitnessKey(vkey(name)), time })
const LOG = verifierKey('amana/test', publicKey('log'))

/** The example of the specification, with keys. */
const EXAMPLE = `# a comment
log ${LOG} https://log.example/

witness X1 ${vkey('X1')}
witness X2 ${vkey('X2')} https://x2.example
\t witness\tX3  ${vkey('X3')}
group X-witnesses 2 X1 X2 X3
witness Y1 ${vkey('Y1')}
witness Y2 ${vkey('Y2')}
witness Y3 ${vkey('Y3')}
group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`

describe('a policy', () => {
  it('is met by those who are enough, and by nobody else', () => {
    const { quorum, logs, witnesses } = parsePolicy(EXAMPLE)
    expect([logs.length, witnesses.length]).toEqual([1, 6])
    const NAMES = ['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3']
    for (let set = 0; set < 64; set++) {
      const names = NAMES.filter((_, i) => (set >> i) & 1)
      const x = names.filter((name) => name.startsWith('X')).length
      const enough = x >= 2 && names.length > x
      expect(
        meets(
          quorum!,
          names.map((name) => by(name)),
        ),
      ).toBe(enough)
    }
  })

  it('tells the earliest time at which they were enough', () => {
    const { quorum } = parsePolicy(EXAMPLE)
    const all = [by('X1', 10), by('X2', 50), by('X3', 20), by('Y2', 15), by('Y1', 99)]
    expect(quorumTime(quorum!, all)).toBe(20)
    expect(quorumTime(quorum!, [by('X1', 10), by('Y1', 5)])).toBeNull()
  })

  it('may name one witness, or none', () => {
    expect(parsePolicy(`witness w ${vkey('w')}\nquorum w\n`).quorum).toMatchObject({
      witness: { cosigns: true },
    })
    expect(parsePolicy('quorum none\n').quorum).toBeNull()
  })

  it.each<[string, string, number]>([
    ['no quorum', `witness a ${vkey('a')}\n`, 1],
    ['an unknown quorum', 'quorum a\n', 1],
    ['a quorum above what it names', `quorum a\nwitness a ${vkey('a')}\n`, 1],
    ['two quorums', 'quorum none\nquorum none\n', 2],
    ['words after the quorum', `witness a ${vkey('a')}\nquorum a b\n`, 2],
    ['a quorum of nothing', 'quorum\n', 1],
    ['a name given twice', `witness a ${vkey('a')}\nwitness a ${vkey('b')}\nquorum a\n`, 2],
    ['a key given twice', `witness a ${vkey('a')}\nwitness b ${vkey('a')}\nquorum a\n`, 2],
    [
      'one key under two names',
      `witness a ${vkey('a')}\nwitness b ${witnessKey('b', publicKey('a'))}\nquorum a\n`,
      2,
    ],
    ['a log given twice', `log ${LOG}\nlog ${LOG}\nquorum none\n`, 2],
    ['the key of a log for a witness', `witness a ${LOG}\nquorum a\n`, 1],
    ['the key of a witness for a log', `log ${vkey('a')}\nquorum none\n`, 1],
    ['a witness called none', `witness none ${vkey('a')}\nquorum none\n`, 1],
    ['a witness without a key', 'witness a\nquorum a\n', 1],
    ['a member of two groups', `witness a ${vkey('a')}\ngroup g any a\ngroup h any a\nquorum h\n`, 3],
    ['a member twice in a group', `witness a ${vkey('a')}\ngroup g 2 a a\nquorum g\n`, 2],
    ['a group in itself', `witness a ${vkey('a')}\ngroup g any a g\nquorum g\n`, 2],
    ['a group of none', 'group g none\nquorum g\n', 1],
    ['an empty group', 'group g all\nquorum g\n', 1],
    ['a threshold of zero', `witness a ${vkey('a')}\ngroup g 0 a\nquorum g\n`, 2],
    ['a threshold above the members', `witness a ${vkey('a')}\ngroup g 2 a\nquorum g\n`, 2],
    ['a threshold with a leading zero', `witness a ${vkey('a')}\ngroup g 01 a\nquorum g\n`, 2],
    ['an unknown word', 'cosigner a\nquorum none\n', 1],
    ['a carriage return', 'quorum none\r\n', 1],
    ['a last line without its newline', `witness ab ${vkey('a')}\nquorum ab`, 2],
    ['nothing', '', 1],
    ['lines without end', '\n'.repeat(1001), 1001],
  ])('with %s is refused, and says in which line', (_, text, line) => {
    expect(refusal(() => parsePolicy(text))).toMatchObject({ code: 'log/bad-policy', details: { line } })
  })

  it('has names that are compared as they are written', () => {
    const kelvin = `witness K ${vkey('a')}\nquorum \u212a\n`
    expect(refusal(() => parsePolicy(kelvin)).code).toBe('log/bad-policy')
  })

  it('never throws anything but its own error', () => {
    const word = fc.constantFrom(
      'log',
      'witness',
      'group',
      'quorum',
      'none',
      'all',
      'any',
      '1',
      '2',
      'a',
      'b',
      vkey('a'),
      LOG,
      '#',
      '\t',
    )
    const line = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        try {
          parsePolicy(`${lines.join('\n')}\n`)
        } catch (error) {
          expect(error).toMatchObject({ code: 'log/bad-policy' })
        }
      }),
      { numRuns: 500 },
    )
  })
})
