/** The good views of the testkit. */
import { writeView } from '@amana/bundle'
import { concat } from '@amana/codec'
import { assemble, disassemble } from './assemble.mjs'
import { exampleCase, twoReleaseCase } from './cases.mjs'
import { fixed } from './fixed.mjs'
import { CUT, claims, KEY, SMALL, signatureLine, view, WHOLE } from './small.mjs'

const EXAMPLE = exampleCase()
const TWO = twoReleaseCase()
const TWO_KEY = TWO.verificationKey
const FIRST = view(twoReleaseCase(1), 'investigator', 1)

const SMALL_CLAIMS = claims([1, null], [2, 2], [3, 3])
const FIRST_CLAIMS = claims([1, 1], [3, 3], [4, 4], [5, 5])
const PROVEN = claims([1, 1], [2, 2], [3, 3], [4, 4])

/** The small view with one record a block. */
function otherBlocks() {
  const parts = disassemble(WHOLE)
  return assemble({ ...parts, blocks: parts.blocks.flat().map((record) => [record]) })
}

function withoutTallies() {
  return assemble({ ...disassemble(CUT), fields: [], tallies: [] })
}

function joint() {
  const tables = [{ fields: ['incident', 'sex'], least: 2 }]
  const random = (bytes) => new Uint8Array(bytes)
  return concat(...writeView(SMALL, 'public', SMALL.releases[0], { tables, random }))
}

function overridden() {
  return concat(
    ...writeView(SMALL, 'investigator', SMALL.releases[0], {
      override: 'A court asked for it.',
      random: (bytes) => new Uint8Array(bytes),
    }),
  )
}

function withWitness() {
  const parts = disassemble(WHOLE)
  return assemble({
    ...parts,
    note: parts.note + signatureLine(parts.note, 'witness.example', fixed('witness')),
  })
}

/** Rows of name, about, key, bytes, claims and maybe an earlier view. */
export const goodViews = () => [
  [
    'example',
    'The public view of one person: see section 6.',
    EXAMPLE.verificationKey,
    view(EXAMPLE, 'public', 1),
    claims([1, 1]),
  ],
  [
    'custodian',
    'Everything but identity fields is open, and every claim is counted.',
    TWO_KEY,
    view(TWO, 'custodian', 2),
    PROVEN,
  ],
  [
    'investigator',
    'One refused investigators, so the tokens of all are closed, as are sex, age and incident; what claims say of them is proven.',
    TWO_KEY,
    view(TWO, 'investigator', 2),
    PROVEN,
  ],
  ['auditor', 'Statements and evidence are open, the claims are proven.', TWO_KEY, view(TWO, 'auditor', 2), PROVEN],
  ['public', 'Statements are open, the claims are proven.', TWO_KEY, view(TWO, 'public', 2), PROVEN],
  ['first-release', 'The same case one release earlier.', TWO_KEY, FIRST, FIRST_CLAIMS],
  [
    'first-release-later',
    'The first release, cut after a family withdrew its consent: one person is closed, so nothing can be counted.',
    TWO_KEY,
    view(TWO, 'investigator', 1),
    claims([1, null], [3, null], [4, null], [5, null]),
  ],
  ['history', 'The second release continues the first.', TWO_KEY, view(TWO, 'public', 2), PROVEN, FIRST],
  ['history-same', 'A view continues itself.', TWO_KEY, FIRST, FIRST_CLAIMS, FIRST],
  ['small', 'The view that the bad ones are made from.', KEY, WHOLE, SMALL_CLAIMS],
  [
    'small-public',
    'The same records, closed.',
    KEY,
    view(SMALL, 'public', 1),
    claims([1, 1], [2, 2], [3, 3]),
  ],
  ['small-cut', 'The same records as an investigator gets them.', KEY, CUT, claims([1, 1], [2, 2], [3, 3])],
  [
    'small-override',
    'The same, with a reason why it was handed out although the documenter’s own check refused it.',
    KEY,
    overridden(),
    claims([1, 1], [2, 2], [3, 3]),
  ],
  ['small-no-tallies', 'The same, and nothing is proven.', KEY, withoutTallies(), claims([1, null], [2, null], [3, 3])],
  [
    'small-joint',
    'The same, with a joint table in which all small cells are one.',
    KEY,
    joint(),
    claims([1, 1], [2, 2], [3, 3]),
  ],
  ['small-other-blocks', 'One record a block.', KEY, otherBlocks(), SMALL_CLAIMS],
  ['small-witness', 'A signature by a key that is not given is ignored.', KEY, withWitness(), SMALL_CLAIMS],
]
