/**
 * Made-up cases with fixed keys. They are put together from operations and entries, not by `import` and `makeRelease`,
 * so that the vectors change with the format alone.
 */
import { Case } from '@amana/bundle'
import { compare, concat, decode, encode } from '@amana/codec'
import { newScope } from '@amana/linkage'
import { Appender, formatCheckpoint, leafHash, signNote } from '@amana/log'
import { commitRecord, entryBytes, schemaOf, valuesOf } from '@amana/records'
import { fixed } from './fixed.mjs'

/** A case whose keys and secrets are fixed, and whose releases list what they are told to. */
class MadeCase {
  constructor(origin) {
    const keys = {
      master: fixed('master secret'),
      signing: fixed('signing key'),
      linkage: fixed('scope key'),
      escrow: fixed('escrow key'),
    }
    this.case = new Case(origin, keys, newScope('vectors', 1, keys.linkage))
  }

  id(kind, key) {
    return this.case.idOf(kind, key)
  }

  put(kind, key, named) {
    const secret = this.case.record(kind, key) === undefined ? fixed(`record ${kind} ${key}`) : null
    this.case.apply(['put', kind, key, secret, encode(valuesOf(schemaOf(kind), named)), false])
    return [kind, key]
  }

  withdraw(kind, key, reason) {
    this.case.apply(['withdraw', kind, key, reason, fixed(`record ${kind} ${key}, after`)])
    return [kind, key]
  }

  /** A claim about persons: `where` as [field, values]…, incidents by their keys. */
  claim(release, where, count, en, ar) {
    const map = new Map(
      where.map(([name, list]) => [
        name,
        list
          .map((item) => (name === 'incident' ? this.id('incident', item) : item))
          .sort((a, b) => compare(encode(a), encode(b))),
      ]),
    )
    const key = `persons ${where.map(([name, list]) => `${name}=${list.join('|')}`).join('&')}`
    const time = TIMES[release]
    const named = {
      status: 'live',
      release,
      time,
      claim: 'persons',
      where: map,
      count,
      text_en: en,
      text_ar: ar,
    }
    return this.put('statement', key, named)
  }

  release(number, listed) {
    const time = TIMES[number]
    const all = [...listed, this.put('statement', 'release', { status: 'live', release: number, time })]
    const made = all.map(([kind, key]) => {
      const { id, secret, current, logged } = this.case.record(kind, key)
      const record = { schema: schemaOf(kind), id, revision: logged.length + 1, values: decode(current) }
      return { kind, key, committed: commitRecord(this.case.origin, secret, record) }
    })
    made.sort((a, b) => compare(a.committed.id, b.committed.id))
    const log = new Appender()
    for (const { record, logged } of this.case.log)
      log.append(leafHash(entryBytes({ id: record.id, revision: logged.revision, root: logged.root, schema: schemaOf(record.kind) })))
    for (const { committed } of made) log.append(leafHash(entryBytes(committed)))
    const { origin, keys } = this.case
    const note = signNote(
      formatCheckpoint({ origin, size: log.size, root: log.root() }),
      origin,
      keys.signing,
    )
    const entries = made.map(({ kind, key, committed: { revision, root, elements } }) => [
      kind,
      key,
      revision,
      root,
      concat(...elements.values()),
    ])
    this.case.apply(['release', number, time, note, entries])
  }
}

const TIMES = { 1: '2015-02-01T12:00:00Z', 2: '2015-03-01T12:00:00Z' }

const tokens = (row) => [
  'hmac-sha256',
  'amana-names/0',
  'vectors',
  1,
  ...[0, 1, 2, 3].map((slot) => fixed(`token ${row} ${slot}`, 12)),
]

const incident = (key, named) => ({
  status: 'live',
  label: key,
  date_precision: 'day',
  cause: 'airstrike',
  party: 'coalition',
  key,
  label_as_written: key,
  ...named,
})

const person = (row, named) => ({
  status: 'live',
  month: named.date_of_death?.slice(0, 7) ?? '2014-12',
  source_kinds: 'none',
  completeness: 'partial',
  receipt: fixed(`receipt ${row}`, 32),
  name_known: true,
  date_known: true,
  place_known: true,
  linkage: tokens(row),
  sex: 'unknown',
  age_group: 'unknown',
  civilian: 'civilian',
  date_precision: 'unknown',
  cause: 'airstrike',
  party: 'coalition',
  key: row,
  ...named,
})

/** The smallest case: one person in one incident, one claim. Its public view is printed in the page. */
export function exampleCase() {
  const made = new MadeCase('amana/example')
  made.release(1, [
    made.put('incident', 'market', incident('market', { date: '2014-12-28' })),
    made.put('person', 'A-1', person('A-1', { incident: made.id('incident', 'market'), given: 'سامي' })),
    made.claim(1, [], 1, 'persons in all', 'مجموع الأشخاص'),
  ])
  return made.case
}

/** A case for tampering: two incidents, three persons, four statements. */
export function smallCase(origin = 'amana/small') {
  const made = new MadeCase(origin)
  const [market, bridge] = ['market', 'bridge'].map((key) => made.id('incident', key))
  made.release(1, [
    made.put(
      'incident',
      'market',
      incident('market', { date: '2014-12-28', place: 'Al Bab', latitude: 36370000 }),
    ),
    made.put('incident', 'bridge', incident('bridge', { date: '2015-01', date_precision: 'month' })),
    made.put('person', 'A-1', person('A-1', { incident: market, sex: 'female', sources: [['video', 1]] })),
    made.put('person', 'A-2', person('A-2', { incident: market, sex: 'male' })),
    made.put('person', 'A-3', person('A-3', { incident: bridge, sex: 'male' })),
    made.claim(1, [], 3, 'persons in all', 'مجموع الأشخاص'),
    made.claim(
      1,
      [['incident', ['market']]],
      2,
      'persons where incident=market',
      'الأشخاص في الحادثة: market',
    ),
    made.claim(
      1,
      [['sex', ['female']]],
      1,
      'women (female persons of any age)',
      'النساء (الإناث من كل الأعمار)',
    ),
  ])
  return made.case
}

/** A case of two releases with every kind of record: amended, withdrawn, shredded, refused to investigators. */
export function twoReleaseCase(releases = 2) {
  const made = new MadeCase('amana/two-releases')
  const [market, refinery] = ['market', 'refinery'].map((key) => made.id('incident', key))
  const place = {
    place: 'الباب',
    governorate: 'حلب',
    latitude: 36370000,
    longitude: 37515000,
    place_precision: 'town',
  }
  const rows = {
    'A-1': {
      incident: market,
      sex: 'female',
      age_group: 'adult',
      given: 'هدى',
      father: 'سامي',
      family: 'الحلبي',
    },
    'A-2': { incident: market, given: 'سامي', family: 'الحلبي', notes: 'brother of A-1' },
    'A-3': { incident: market, sex: 'female', age_group: 'child', age_min: 9, age_max: 9, consent: [] },
    'A-4': {
      incident: refinery,
      sex: 'male',
      age_group: 'adult',
      birth_year: 1980,
      date_of_death: '2015-01-11',
    },
    'A-5': {
      incident: market,
      sex: 'female',
      age_group: 'adult',
      given: 'هدا',
      extra: [['العمر', 'نحو ٣٠']],
    },
    'A-6': { incident: refinery, sex: 'male', age_group: 'adult', consent: ['courts', 'investigators'] },
  }
  rows['A-1'].sources = [
    ['video', 2],
    ['witness-statement', 1],
  ]
  const put = (row, more = {}) => made.put('person', row, person(row, { ...rows[row], ...more }))
  const claims = (release, all, inMarket, women, girls) => [
    made.claim(release, [], all, 'persons in all', 'مجموع الأشخاص'),
    made.claim(
      release,
      [['incident', ['market']]],
      inMarket,
      'persons where incident=market',
      'الأشخاص في الحادثة: market',
    ),
    made.claim(
      release,
      [['sex', ['female']]],
      women,
      'women (female persons of any age)',
      'النساء (الإناث من كل الأعمار)',
    ),
    made.claim(
      release,
      [
        ['sex', ['female']],
        ['age_group', ['child', 'unknown']],
        ['incident', ['market', 'refinery']],
      ],
      girls,
      'girls, or age unknown',
      'الفتيات أو مجهولات العمر',
    ),
  ]
  made.release(1, [
    made.put('incident', 'market', incident('market', { date: '2014-12-28', ...place })),
    made.put('incident', 'refinery', incident('refinery', { date: '2015-01-11', cause_text: 'غارة' })),
    ...['A-1', 'A-2', 'A-3', 'A-4', 'A-5'].map((row) => put(row)),
    made.put('evidence', 'clip-1', {
      status: 'live',
      kind: 'video',
      sha256: fixed('file'),
      chunk_root: fixed('chunks'),
      size: 5_000_000_000,
      media_type: 'video/mp4',
      path: 'market/VID_0042.mp4',
      modified_at: '2014-12-28T21:14:00Z',
      received_at: '2015-01-20T08:30:00Z',
      incidents: [market, refinery].sort(compare),
      file_name: 'market/VID_0042.mp4',
      custody: [
        ['when', '2015-01-20T08:30:00Z'],
        ['who', 'field worker 7'],
        ['what', 'received on a memory card'],
      ],
    }),
    ...claims(1, 5, 4, 3, 1),
  ])
  if (releases === 1) return made.case
  made.release(2, [
    put('A-2', { sex: 'male', age_group: 'child' }),
    made.withdraw('person', 'A-5', 'duplicate'),
    made.withdraw('person', 'A-4', 'consent'),
    put('A-1'),
    put('A-6'),
    ...claims(2, 4, 3, 2, 1),
  ])
  return made.case
}
