/**
 * Views whose records are not those of the checkpoint, or are and should not have been signed, or do not continue an
 * earlier view: name, about, checks that fail, bytes, key, claims, earlier view.
 */
import { concat, toHex } from '@amana/codec'
import { resign } from './assemble.mjs'
import { twoReleaseCase } from './cases.mjs'
import { fixed } from './fixed.mjs'
import {
  changed,
  claim,
  claims,
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
  changed((p) => ({
    ...p,
    count: p.count - 1,
    blocks: [p.blocks.flat().filter((record) => record !== unwanted(p))],
  }))

/** Incidents with their field 10, party, under the name of field 12, and siblings enough for it. */
const otherField = () =>
  changed((p) => {
    const number = p.masks.findIndex(([schema]) => schema === 0)
    p.masks[number] = [0, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12]]
    for (const record of p.blocks.flat())
      if (record.length === 6 && record[0] === number) record[5] = concat(record[5], SIBLING, SIBLING)
  })

/** The record closed under a schema, with some root. */
const closedAs = (schema, [, id, revision]) => [schema, id, revision, fixed('root')]

const FIRST = () => view(twoReleaseCase(1), 'investigator', 1)
const FIRST_CLAIMS = claims([1, null], [3, null], [4, 4], [5, 5])
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
  ['field-other', 'The party of incidents shown as the text of their cause.', LOG, otherField()],
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
    'A person whose status is null is not live.',
    ['claims'],
    signed((p) => set(p, third(p), 'status', null)),
    KEY,
    claims([1, null], [2, 2], [3, 2]),
  ],
  [
    'signed-where-unknown',
    'A claim by a code that no vocabulary has counts nobody.',
    ['claims'],
    signed((p) => set(p, claim(p, 2), 'where', new Map([['status', ['absent']]]))),
    KEY,
    claims([1, null], [2, 0], [3, 3]),
  ],
  [
    'signed-where-type',
    'A claim by the digits of an incident in place of its bytes counts nobody.',
    ['claims'],
    signed((p) => set(p, claim(p, 2), 'where', new Map([['incident', [toHex(MARKET)]]]))),
    KEY,
    claims([1, null], [2, 0], [3, 3]),
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

export const badLogs = () => [...altered(), ...signedFalsely(), ...noHistory()]
