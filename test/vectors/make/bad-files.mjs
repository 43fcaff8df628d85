/** Views that are not of section 6: name, about, checks that fail, bytes. */
import { concat, encode, utf8 } from '@amana/codec'
import { fieldIndex, PERSON } from '@amana/records'
import { assemble, disassemble, MAGIC, u32 } from './assemble.mjs'
import { fixed } from './fixed.mjs'
import { changed, claim, cut, flip, kindOf, person, rawText, reordered, set, value, WHOLE } from './small.mjs'

const FORMAT = ['format']
/** A reason, and what is no signature of it. */
const OVERRIDE = ['A reason.', new Uint8Array(64)]
const AFTER_LENGTH = WHOLE.subarray(MAGIC.length + 4)

const header = (change) => changed((p) => ({ ...p, header: change(p) }))

/** Another mask for incidents, in its place, and their records (open, salts, values, siblings) as it asks for. */
const mask = (schema, open, record = (...items) => items) =>
  changed((p) => {
    const at = p.masks.findIndex(([number]) => number === 0)
    for (const one of p.blocks.flat()) if (one[0] === at) one.splice(3, 3, ...record(...one.slice(3)))
    p.masks[at] = [schema, open(p.masks[at][1]), []]
  })

/** An opening that leaves out nothing but the rule: no field, so the one sibling is the root. */
const openNothing = () => assemble(cut((kind, open) => (kind === 'incident' ? [] : open)))

/** The keys of persons, truly opened. */
const openIdentity = () => assemble(cut((kind, open) => (kind === 'person' ? [...open, fieldIndex(PERSON, 'key')] : open)))

/** The last record under a second mask that says the same. */
const maskAgain = () =>
  changed((p) => {
    const last = p.blocks.at(-1).at(-1)
    p.masks.push(p.masks[last[0]])
    last[0] = p.masks.length - 1
  })

/** The masks, and their numbers in the records, from the last to the first. */
const masksReversed = () =>
  changed((p) => {
    p.masks.reverse()
    for (const record of p.blocks.flat()) if (record.length === 6) record[0] = p.masks.length - 1 - record[0]
  })
const block = (change) => changed((p) => ({ ...p, blocks: change(p.blocks) }))
const closed = (record) => reordered(([, ...rest]) => [...rest, record])

export const badFiles = () => [
  ['empty', 'No bytes.', FORMAT, new Uint8Array(0)],
  [
    'magic-version',
    'The magic of another version.',
    FORMAT,
    changed((p) => ({ ...p, magic: utf8('amana-view 0\n') })),
  ],
  ['magic-only', 'The file ends after its magic.', FORMAT, MAGIC],
  ['header-length-0', 'A header of no bytes.', FORMAT, concat(MAGIC, u32(0), AFTER_LENGTH)],
  [
    'header-length-65537',
    'A header longer than 65,536 bytes.',
    FORMAT,
    concat(MAGIC, u32(65537), AFTER_LENGTH),
  ],
  [
    'header-6-items',
    'A header of six items, the last of which is no override.',
    FORMAT,
    header((p) => encode([p.note, p.audience, p.count, p.masks, p.fields, null])),
  ],
  [
    'header-7-items',
    'A header of seven items.',
    FORMAT,
    header((p) => encode([p.note, p.audience, p.count, p.masks, p.fields, OVERRIDE, null])),
  ],
  ...[
    ['override-3-items', 'An override of three items.', [...OVERRIDE, null]],
    ['override-no-reason', 'An override without a reason.', ['', OVERRIDE[1]]],
    ['override-long', 'A reason of 501 characters.', ['x'.repeat(501), OVERRIDE[1]]],
    ['override-signature-63', 'A signature of 63 bytes.', [OVERRIDE[0], OVERRIDE[1].subarray(1)]],
  ].map(([name, about, override]) => [name, about, FORMAT, changed((p) => ({ ...p, override }))]),
  [
    'override-false',
    'An override that the key did not sign.',
    ['signature'],
    changed((p) => ({ ...p, override: OVERRIDE })),
  ],
  [
    'header-not-canonical',
    'The count in two bytes where one does.',
    FORMAT,
    header((p) =>
      concat(
        Uint8Array.of(0x85),
        encode(p.note),
        encode(p.audience),
        Uint8Array.of(0x18, p.count),
        encode(p.masks),
        encode(p.fields),
      ),
    ),
  ],
  [
    'header-trailing',
    'A byte after the header item, within its length.',
    FORMAT,
    header((p) => concat(encode([p.note, p.audience, p.count, p.masks, p.fields]), Uint8Array.of(0xf6))),
  ],
  ['audience', 'An audience of another name.', FORMAT, changed((p) => ({ ...p, audience: 'press' }))],
  ['mask-schema', 'A mask of schema 4, which records use.', FORMAT, mask(4, (open) => open)],
  ['mask-empty', 'A mask that opens nothing; its records would lead to their roots.', FORMAT, openNothing()],
  [
    'mask-order',
    'A mask out of order, and so are its salts and values.',
    FORMAT,
    mask(
      0,
      ([a, b, ...rest]) => [b, a, ...rest],
      (salts, [a, b, ...rest], siblings) => [
        concat(salts.subarray(16, 32), salts.subarray(0, 16), salts.subarray(32)),
        [b, a, ...rest],
        siblings,
      ],
    ),
  ],
  [
    'mask-twice',
    'A mask with a field twice, and so are its salt and value.',
    FORMAT,
    mask(
      0,
      (open) => [open[0], ...open],
      (salts, values, siblings) => [concat(salts.subarray(0, 16), salts), [values[0], ...values], siblings],
    ),
  ],
  [
    'mask-range',
    'A mask of field 18 of incident@1, which has 0 to 17, with a salt and null for it.',
    FORMAT,
    mask(
      0,
      (open) => [...open, 18],
      (salts, values, siblings) => [concat(salts, fixed('salt', 16)), [...values, null], siblings],
    ),
  ],
  [
    'mask-identity',
    'A mask that opens the key of persons, an identity field; the openings are true.',
    FORMAT,
    openIdentity(),
  ],
  ['masks-same', 'Two masks that are the same, both used.', FORMAT, maskAgain()],
  ['masks-order', 'Masks in another order than records first use them.', FORMAT, masksReversed()],
  [
    'mask-unused',
    'A mask that no record uses.',
    FORMAT,
    changed((p) => ({ ...p, masks: [...p.masks, [2, [0], []]] })),
  ],
  ['count-0', 'A count of 0.', FORMAT, changed((p) => ({ ...p, count: 0 }))],
  [
    'count-more',
    'A count of one record too many, which is not the size of the checkpoint: the rest is not read.',
    ['log'],
    changed((p) => ({ ...p, count: p.count + 1 })),
  ],
  ['count-fewer', 'A count of one record too few.', ['log'], changed((p) => ({ ...p, count: p.count - 1 }))],
  ['block-empty-list', 'A block that is an empty list.', FORMAT, block((blocks) => [...blocks, []])],
  ['block-map', 'A block that is a map.', FORMAT, block((blocks) => [...blocks, new Map([[0, 0]])])],
  [
    'block-trailing',
    'A byte after the records, within the length of their block.',
    FORMAT,
    block((blocks) => [concat(encode(blocks.flat()), Uint8Array.of(0xf6))]),
  ],
  [
    'block-length',
    'A block longer than 1,048,576 bytes.',
    FORMAT,
    concat(WHOLE.subarray(0, -40), u32(1048577), WHOLE.subarray(-40)),
  ],
  ['no-end', 'The file ends after its last block.', FORMAT, WHOLE.subarray(0, -40)],
  ['no-final', 'The file ends after its end marks.', FORMAT, WHOLE.subarray(0, -32)],
  ['cut-by-one', 'The last byte is missing.', FORMAT, WHOLE.subarray(0, -1)],
  ['byte-after', 'A byte after the end.', FORMAT, concat(WHOLE, Uint8Array.of(0))],
  ['final', 'A bit of the final digest is flipped.', FORMAT, flip(WHOLE, WHOLE.length - 1)],
  ['flipped', 'A bit is flipped and nothing else.', FORMAT, flip(WHOLE, WHOLE.length - 100)],
  [
    'record-5-items',
    'A record of five items.',
    FORMAT,
    reordered(([first, ...rest]) => [first.slice(0, 5), ...rest]),
  ],
  ['id-15', 'An id of 15 bytes.', FORMAT, person(1, (id) => id.slice(1))],
  ['revision-0', 'A revision of 0.', FORMAT, person(2, () => 0)],
  ['revision-33-bits', 'A revision of 2³², which is more than 32 bits.', FORMAT, person(2, () => 2 ** 32)],
  [
    'revision-33-bits-closed',
    'The same in a closed record.',
    FORMAT,
    closed([0, fixed('id', 16), 2 ** 32, fixed('root')]),
  ],
  ['closed-schema', 'A closed record of schema 4.', FORMAT, closed([4, fixed('id', 16), 1, fixed('root')])],
  ['closed-root-31', 'A root of 31 bytes.', FORMAT, closed([0, fixed('id', 16), 1, fixed('root', 31)])],
  ['mask-unknown', 'A mask that the header does not have.', FORMAT, person(0, () => 99)],
  ['salts-short', 'One byte of salt is missing.', FORMAT, person(3, (salts) => salts.slice(1))],
  ['values-short', 'One value is missing.', FORMAT, person(4, (values) => values.slice(1))],
  [
    'siblings-33',
    'Siblings of a length that is no multiple of 32.',
    FORMAT,
    person(5, (siblings) => concat(siblings, Uint8Array.of(0))),
  ],
  ['value-type', 'A flag that is a number.', FORMAT, value('person', 'name_known', 1)],
  ['value-hash', 'A receipt of 31 bytes.', FORMAT, value('person', 'receipt', new Uint8Array(31))],
  ['value-date', '30 February.', FORMAT, value('incident', 'date', '2015-02-30')],
  [
    'value-code',
    'A code that the vocabulary does not have.',
    FORMAT,
    value('incident', 'cause', 'lightning'),
  ],
  ['value-counts', 'A source kind counted 0 times.', FORMAT, value('person', 'sources', [['video', 0]])],
  ['value-empty-text', 'An empty text.', FORMAT, value('incident', 'label', '')],
  [
    'value-where',
    'A claim about a field that is not tallied.',
    FORMAT,
    changed((p) => set(p, claim(p, 1), 'where', new Map([['consent', ['publish']]]))),
  ],
  [
    'value-where-code',
    'A claim by a code that the vocabulary of the field does not have.',
    FORMAT,
    changed((p) => set(p, claim(p, 2), 'where', new Map([['sex', ['airstrike']]]))),
  ],
  ['value-required', 'A status of null.', FORMAT, value('incident', 'status', null)],
  ['text-not-nfc', 'A label in NFD.', FORMAT, rawText('incident', 'label', utf8('cafe\u0301'))],
  [
    'text-marks',
    'A label with 31 marks in a row.',
    FORMAT,
    rawText('incident', 'label', utf8(`x${'\u0651'.repeat(31)}`)),
  ],
  [
    'text-bom',
    'A label that begins with U+FEFF.',
    FORMAT,
    rawText('incident', 'label', utf8('\ufeffmarket')),
  ],
  [
    'text-not-utf8',
    'A label with a surrogate.',
    FORMAT,
    rawText('incident', 'label', Uint8Array.of(0xed, 0xa0, 0x80)),
  ],
]
