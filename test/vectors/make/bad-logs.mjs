/**
 * Views whose records are not those of the checkpoint, or are and should not have been signed, or do not continue an
 * earlier view: name, about, checks that fail, bytes, key, claims, earlier view.
 */
import { concat, toHex } from '@amana/codec'
import { assemble, remasked, resign } from './assemble.mjs'
import { twoReleaseCase } from './cases.mjs'
import { fixed } from './fixed.mjs'
import {
  changed,
  claim,
  claims,
  cut,
  find,
  flip,
  get,
  KEY,
  kindOf,
  ORIGIN,
  person,
  reordered,
  SMALL,
  set,
  signed,
  value,
  view,
  WHOLE,
} from './small.mjs'

const LOG = ['log', 'openings']
const CLAIMS = claims([1, null], [2, 2], [3, 3])
const SIBLING = fixed('sibling')
const MARKET = SMALL.idOf('incident', 'market')

/** The person who did not die at the market. */
const third = (p) => find(p, 'person', (record) => toHex(get(p, record, 'incident')) !== toHex(MARKET))

const without = (unwanted) =>
  changed((p) =>
    remasked({
      ...p,
      count: p.count - 1,
      blocks: [p.blocks.flat().filter((record) => record !== unwanted(p))],
    }),
  )

/** Incidents with their field 4, place, under the name of field 5, beside it: proofs of both have one shape. */
const otherField = () => {
  const p = cut((kind, open) => (kind === 'incident' ? [0, 4] : open))
  return assemble({ ...p, masks: p.masks.map(([schema, open, shown]) => [schema, schema === 0 ? [0, 5] : open, shown]) })
}

const countOf = (p, record) => get(p, record, 'count')

/** The record closed under a schema, with some root. */
const closedAs = (schema, [, id, revision]) => [schema, id, revision, fixed('root')]

const FIRST = () => view(twoReleaseCase(1), 'investigator', 1)
const FIRST_CLAIMS = claims([1, 1], [3, 3], [4, 4], [5, 5])
const falseClaim = () => signed((p) => set(p, claim(p, 3), 'count', 4))

const altered = () => [
  ['entries-swapped', 'Two entries swapped.', LOG, reordered(([a, b, ...rest]) => [b, a, ...rest])],
  [
    'entry-removed',
    'An entry removed, and the count with it, which is then not the size of the checkpoint.',
    ['log'],
    without((p) => claim(p, 1)),
  ],
  [
    'entry-repeated',
    'An entry in the place of another.',
    ['log', 'revisions', 'openings'],
    reordered((records, p) => records.map((record) => (record === claim(p, 1) ? claim(p, 2) : record))),
  ],
  ['value-altered', 'A value altered.', LOG, value('incident', 'label', 'Market')],
  ['salt-altered', 'A bit of a salt flipped.', LOG, person(3, (salts) => flip(salts))],
  ['sibling-altered', 'A bit of a sibling flipped.', LOG, person(5, (siblings) => flip(siblings))],
  ['sibling-missing', 'A sibling missing.', LOG, person(5, (siblings) => siblings.slice(32))],
  ['sibling-more', 'A sibling more.', LOG, person(5, (siblings) => concat(siblings, SIBLING))],
  ['id-altered', 'A bit of an id flipped.', LOG, person(1, (id) => flip(id))],
  [
    'revision-altered',
    'Another revision than was signed.',
    ['log', 'revisions', 'openings'],
    person(2, () => 2),
  ],
  [
    'revision-32-bits',
    'The greatest revision that there can be, and another than was signed.',
    ['log', 'revisions', 'openings'],
    person(2, () => 2 ** 32 - 1),
  ],
  ['field-other', 'The place of incidents shown as their governorate.', LOG, otherField()],
  [
    'closed-root',
    'A closed entry with another root.',
    LOG,
    reordered((records, p) =>
      records.map((record) => (record === claim(p, 1) ? closedAs(3, record) : record)),
    ),
  ],
  [
    'closed-other-schema',
    'Incidents closed under the schema of another kind.',
    [...LOG, 'references'],
    reordered((records, p) =>
      records.map((record) => (kindOf(p, record) === 'incident' ? closedAs(2, record) : record)),
    ),
  ],
  [
    'other-log',
    'The checkpoint of another log of the same documenter and size.',
    LOG,
    changed((p) => ({ ...p, note: resign({ ...p, blocks: [p.blocks.flat().reverse()] }, ORIGIN).note })),
  ],
]

const hidden = () => [
  [
    'statement-closed',
    'A claim is closed in the view: whoever cut it hides what was claimed.',
    ['claims'],
    assemble(
      cut((kind, open, record, p) => (kind === 'statement' && countOf(p, record) === 1 ? null : open)),
    ),
    KEY,
    claims([2, 2], [3, 3]),
  ],
  [
    'statement-part',
    'One field of statements, the claim in Arabic, is closed.',
    ['claims'],
    assemble(cut((kind, open) => (kind === 'statement' ? open.slice(0, -1) : open))),
    KEY,
    CLAIMS,
  ],
]

const signedFalsely = () => [
  [
    'signed-revision-gap',
    'A record that begins with revision 2.',
    ['revisions'],
    signed((p) => {
      find(p, 'person')[2] = 2
    }),
    KEY,
    CLAIMS,
  ],
  [
    'signed-revision-twice',
    'Revision 1 of a record twice.',
    ['revisions'],
    signed((p) => ({ ...p, blocks: [...p.blocks, [find(p, 'incident')]] })),
    KEY,
    CLAIMS,
  ],
  [
    'signed-openings',
    'Openings that fit no tree of the schema.',
    LOG,
    signed((p) => {
      find(p, 'person')[5] = SIBLING
    }),
  ],
  [
    'signed-zero-root',
    'Openings that fit no tree of the schema, and an entry with 32 zero bytes for their root.',
    LOG,
    signed((p) => {
      find(p, 'person')[5] = SIBLING
    }, new Uint8Array(32)),
  ],
  [
    'signed-no-incident',
    'A person of an incident that is not listed.',
    ['references'],
    signed((p) => set(p, third(p), 'incident', fixed('incident', 16))),
    KEY,
    CLAIMS,
  ],
  [
    'signed-null-incident',
    'A person of no incident.',
    ['references'],
    signed((p) => set(p, third(p), 'incident', null)),
    KEY,
    CLAIMS,
  ],
  [
    'signed-withdrawn-incident',
    'A person of an incident that was withdrawn.',
    ['references'],
    signed((p) =>
      set(
        p,
        find(p, 'incident', (record) => get(p, record, 'label') === 'bridge'),
        'status',
        'withdrawn',
      ),
    ),
    KEY,
    CLAIMS,
  ],
  [
    'signed-claim',
    'A claim of one person too many.',
    ['claims'],
    falseClaim(),
    KEY,
    claims([1, null], [2, 2], [4, 3]),
  ],
  [
    'signed-claim-withdrawn',
    'A person withdrawn, and the claims as before.',
    ['claims'],
    signed((p) => set(p, third(p), 'status', 'withdrawn')),
    KEY,
    claims([1, null], [2, 2], [3, 2]),
  ],
  [
    'signed-claim-null',
    'A person whose status is null: neither listed nor withdrawn.',
    ['format'],
    signed((p) => set(p, third(p), 'status', null)),
  ],
  [
    'signed-where-unknown',
    'A claim by a code that no vocabulary has.',
    ['format'],
    signed((p) => set(p, claim(p, 2), 'where', new Map([['status', ['absent']]]))),
  ],
  [
    'signed-where-type',
    'A claim by the digits of an incident in place of its bytes.',
    ['format'],
    signed((p) => set(p, claim(p, 2), 'where', new Map([['incident', [toHex(MARKET)]]]))),
  ],
  [
    'signed-claim-kind',
    'A claim of a kind that this version does not know.',
    ['claims'],
    signed((p) => set(p, claim(p, 3), 'claim', 'incidents')),
    KEY,
    claims([1, null], [2, 2]),
  ],
  [
    'signed-claim-no-count',
    'A claim that states no number.',
    ['claims'],
    signed((p) => set(p, claim(p, 3), 'count', null)),
    KEY,
    claims([1, null], [2, 2]),
  ],
  [
    'signed-release-mixed',
    'A claim of another release than the other statements.',
    ['claims'],
    signed((p) => set(p, claim(p, 3), 'release', 2)),
    KEY,
    CLAIMS,
  ],
  [
    'signed-release-null',
    'No statement says of which release it is.',
    ['claims'],
    signed((p) => {
      for (const record of p.blocks.flat())
        if (kindOf(p, record) === 'statement') set(p, record, 'release', null)
    }),
    KEY,
    CLAIMS,
  ],
]

const noHistory = () => [
  [
    'history-shorter',
    'The earlier view is the later one.',
    ['history'],
    FIRST(),
    twoReleaseCase().verificationKey,
    FIRST_CLAIMS,
    view(twoReleaseCase(), 'public', 2),
  ],
  [
    'history-rewritten',
    'The earlier view is of a log that was rewritten since.',
    ['history'],
    WHOLE,
    KEY,
    CLAIMS,
    signed((p) => {
      const record = find(p, 'person')
      record[3] = flip(record[3])
    }),
  ],
  [
    'history-bad',
    'The earlier view does not verify.',
    ['history'],
    WHOLE,
    KEY,
    CLAIMS,
    WHOLE.subarray(0, -1),
  ],
  [
    'history-false-claim',
    'The earlier view states a false total.',
    ['history'],
    WHOLE,
    KEY,
    CLAIMS,
    falseClaim(),
  ],
]

export const badLogs = () => [...altered(), ...hidden(), ...signedFalsely(), ...noHistory()]
