// The review loop as a library: what a request may ask, who is opened, and what of a forged or foreign document is noticed.
import {
  type AnswerTerms,
  type Asked,
  type Assessed,
  answerOpenings,
  assessView,
  Case,
  checkDocuments,
  isReviewerKey,
  makeRelease,
  newReviewerKey,
  PURPOSES,
  personsWith,
  REQUEST_FIELDS,
  Reviewed,
  readAnswer,
  readAssessment,
  readDocument,
  readDocuments,
  readRequest,
  recordWithId,
  signAssessment,
  signRequest,
  type Verdict,
  verifyView,
} from '@amana/bundle'
import {
  type AmanaError,
  concat,
  decode,
  encode,
  equal,
  fromHex,
  toHex,
  utf8,
  type Value,
} from '@amana/codec'
import { digest, publicKeyOf, sha256, sign, TAG, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { verifierKey } from '@amana/log'
import { PERSON } from '@amana/records'
import { describe, expect, it } from '@jest/globals'
import { emptyCase, persons, viewOf } from './sample.js'

useBackend(nodeBackend)

const TIME = '2015-03-01T12:00:00Z'
const signer = (name: string) => ({ name, seed: sha256(utf8(`amana test reviewer: ${name}`)) })
const keyOf = ({ name, seed }: ReturnType<typeof signer>) => verifierKey(name, publicKeyOf(seed))
const ANN = signer('ann.example')
const BOB = signer('bob.example')

/**
 * A case of one incident in which all died alike; the first half are female.
 * @param refusing whether row 1 refuses courts, and row 2 everything
 */
function caseOf(count: number, { name = 'test', refusing = false } = {}): Case {
  const amana = emptyCase(() => {}, name)
  amana.import(
    persons(count).map((one, i) => ({
      ...one,
      incident: 'Market',
      place: 'Town A',
      sex: i < count / 2 ? ('female' as const) : ('male' as const),
      consent: !refusing || i > 1 ? ['investigators', 'courts'] : i === 0 ? ['investigators'] : [],
    })),
  )
  makeRelease(amana, { time: '2015-02-01T12:00:00Z' })
  return amana
}
const checkpointOf = (amana: Case) => {
  const { size, root } = amana.releases.at(-1)!
  return { origin: amana.origin, size, root }
}
const idOf = (amana: Case, row: number): Uint8Array => amana.record('person', `row-${row}`)!.id
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

const requestOf = (amana: Case, rows: readonly number[], change: Partial<Asked> = {}, by = ANN): Uint8Array =>
  signRequest(
    {
      checkpoint: checkpointOf(amana),
      records: rows.map((row) => idOf(amana, row)),
      fields: ['cause'],
      purpose: 'investigators',
      until: '2015-03-31',
      text: '',
      ...change,
    },
    TIME,
    by,
  )
const answerTo = (amana: Case, request: Uint8Array, terms: Partial<AnswerTerms> = {}) =>
  answerOpenings(amana, readRequest(request), { known: [keyOf(ANN)], time: TIME, ...terms })
const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'nothing was thrown'
  } catch (error) {
    return (error as AmanaError).code
  }
}

describe('a request', () => {
  it('asks neither for names nor tokens nor consent, for a purpose that consent is given for, until a day', () => {
    const amana = caseOf(3)
    const identity = PERSON.fields.filter((field) => field.identity === true).map(({ name }) => name)
    for (const name of [...identity, 'linkage', 'consent', 'withdrawal_reason', 'none'])
      expect([name, codeOf(() => requestOf(amana, [3], { fields: [name] }))]).toEqual([
        name,
        'loop/bad-document',
      ])
    for (const name of REQUEST_FIELDS.slice(1))
      expect(readRequest(requestOf(amana, [3], { fields: [name] })).fields).toEqual(['status', name])
    const bad: readonly Partial<Asked>[] = [
      { until: '2015-02-30' },
      { until: '2015-03' },
      { purpose: 'publish' as Asked['purpose'] },
      { fields: [] },
      { records: [] },
      { records: [idOf(amana, 1), idOf(amana, 1)] },
      { records: [new Uint8Array(15)] },
      { text: 'x'.repeat(501) },
    ]
    for (const change of bad) expect(codeOf(() => requestOf(amana, [3], change))).toBe('loop/bad-document')
    expect(PURPOSES).toHaveLength(2)
  })

  it('is answered to a known key, about this bundle, until its day', () => {
    const amana = caseOf(12)
    const code = (request: Uint8Array, terms: Partial<AnswerTerms> = {}) =>
      codeOf(() => answerTo(amana, request, terms))
    expect(code(requestOf(amana, range(3, 12), {}, BOB))).toBe('loop/unknown-signer')
    // A key of the same name is another key.
    expect(code(requestOf(amana, range(3, 12), {}, { ...BOB, name: ANN.name }))).toBe('loop/unknown-signer')
    expect(code(requestOf(caseOf(12, { name: 'other' }), range(3, 12)))).toBe('loop/other-bundle')
    const { origin, size, root } = checkpointOf(amana)
    for (const checkpoint of [
      { origin, size, root: sha256(root) },
      { origin, size: size - 1, root },
    ])
      expect(code(requestOf(amana, range(3, 12), { checkpoint }))).toBe('loop/other-bundle')
    expect(code(requestOf(amana, [3]), { time: '2015-04-01T00:00:00Z' })).toBe('loop/expired')
    expect(code(requestOf(amana, [3]), { time: '2015-03-31T23:59:59Z' })).toBe('nothing was thrown')
    expect(code(requestOf(amana, [3]), { heldBack: [toHex(idOf(amana, 4))] })).toBe('loop/not-asked')
    expect(amana.answers).toHaveLength(1)
  })
})

describe('persons for a request', () => {
  const list = (value: Value | undefined) => [{ id: '0a'.repeat(16), get: () => value }]
  const chosen = (value: Value | undefined, wanted: string): string =>
    codeOf(() =>
      personsWith(list(value), [{ field: 'incident', value: wanted }], (id) =>
        id === '0b0b' ? 'Market' : null,
      ),
    )

  it('are chosen by what is open of them, an incident by its label too, and never by what is closed', () => {
    const incident = Uint8Array.of(11, 11)
    expect(['0b0b', 'Market'].map((wanted) => chosen(incident, wanted))).toEqual(
      Array(2).fill('nothing was thrown'),
    )
    expect(chosen(null, '')).toBe('nothing was thrown')
    expect([chosen(incident, 'Bakery'), chosen(null, 'Market')]).toEqual(Array(2).fill('loop/unknown-record'))
    expect(chosen(undefined, '')).toBe('loop/closed-field')
    expect(codeOf(() => recordWithId([...list(null), ...list(null)], '0a0a0a0a'))).toBe('loop/unknown-record')
  })
})

describe('the key of a reviewer', () => {
  it('is told from that of a documenter by its name', async () => {
    expect([keyOf(ANN), caseOf(1).verificationKey].map(isReviewerKey)).toEqual([true, false])
    const to = { recipients: [] }
    await expect(newReviewerKey('amana/me', to)).rejects.toMatchObject({ code: 'log/bad-key' })
  })
})

describe('an answer', () => {
  it('opens persons who look alike, and the ledger has it before the bytes', () => {
    const kept: unknown[] = []
    const amana = caseOf(11)
    const transact = amana.transact.bind(amana)
    amana.transact = (operations) => {
      kept.push(...operations)
      transact(operations)
    }
    const request = requestOf(amana, range(1, 11))
    const { bytes, opened, unopened } = answerTo(amana, request)
    expect([opened, unopened]).toEqual([11, []])
    expect(kept).toHaveLength(1)
    const answer = readAnswer(bytes)
    expect([answer.by, answer.fields]).toEqual([amana.verificationKey, ['status', 'cause']])
    expect(equal(answer.request, readRequest(request).digest)).toBe(true)
    for (const { values } of answer.persons) expect(values).toEqual({ status: 'live', cause: 'airstrike' })
  })

  it('refuses in the same bytes whoever is refused, and for whatever reason', () => {
    const amana = caseOf(12, { refusing: true })
    amana.withdraw('person', ['row-5'], 'duplicate')
    const refusals = [
      answerTo(amana, requestOf(amana, [2])),
      answerTo(amana, requestOf(amana, [1], { purpose: 'courts' })),
      answerTo(amana, requestOf(amana, [5])),
      answerTo(amana, requestOf(amana, [6], { fields: ['sex'] })),
      answerTo(amana, requestOf(amana, [7]), { heldBack: [toHex(idOf(amana, 7))] }),
      answerTo(amana, requestOf(amana, [7], { records: [fromHex('ab'.repeat(16))] })),
      // One who does not consent among many who do is not told apart either: nobody is opened.
      answerTo(amana, requestOf(amana, range(1, 12))),
    ]
    expect(
      refusals.map(({ unopened, gate }) => unopened[0]?.why ?? (gate!.passes ? 'opened' : 'gate')),
    ).toEqual(['consent', 'consent', 'withdrawn', 'gate', 'held-back', 'not-listed', 'consent'])
    const files = refusals.map(({ bytes }) => bytes)
    expect(new Set(files.map(({ length }) => length)).size).toBe(1)
    const rest = files.map(readAnswer).map(({ request, digest, ...same }) => JSON.stringify(same))
    expect(new Set(rest).size).toBe(1)
    // The documenter is told how often somebody tried.
    expect(refusals.map(({ refusedBefore }) => refusedBefore)).toEqual(range(0, 6))
    expect(amana.answers.every(({ opened }) => opened.length === 0)).toBe(true)
  })

  it('weighs all answers together, and views after answers', () => {
    const opens = (amana: Case, rows: readonly number[], field: string) =>
      answerTo(amana, requestOf(amana, rows, { fields: [field] })).opened
    const viewPasses = (amana: Case) =>
      assessView(amana, 'investigator', amana.releases[0]!, { open: ['sex'] }).every(({ passes }) => passes)
    // Three persons are in both: each answer alone leaves large groups, both together one of three; as does the sex after the first.
    const [some, others] = [range(1, 57), range(55, 103)]
    const amana = caseOf(120)
    expect(opens(caseOf(120), others, 'party')).toBe(49)
    expect(viewPasses(amana)).toBe(true)
    expect(opens(amana, some, 'cause')).toBe(57)
    expect(opens(amana, others, 'party')).toBe(0)
    expect(viewPasses(amana)).toBe(false)
    // What was given already cannot be refused, and a case that is read again remembers it.
    expect(opens(amana, some, 'cause')).toBe(57)
    const again = new Case(amana.origin, amana.keys, amana.scope)
    again.transact(amana.snapshot())
    expect(opens(again, others, 'party')).toBe(0)
  })

  it('opens nobody where one who is left out would be told apart by that', () => {
    // Of 120 alike sixty are asked for; that one of them is not opened is seen, though sixty others are closed, too.
    const [amana, all] = [caseOf(120, { refusing: true }), caseOf(120)]
    expect(answerTo(all, requestOf(all, range(1, 60))).opened).toBe(60)
    expect(answerTo(amana, requestOf(amana, range(1, 60)))).toMatchObject({
      opened: 0,
      unopened: [{ why: 'consent' }],
      gate: { passes: false },
    })
    // Five of them are a group.
    const heldBack = range(2, 6).map((row) => toHex(idOf(all, row)))
    const { bytes, opened } = answerTo(all, requestOf(all, range(1, 60), { fields: ['party'] }), { heldBack })
    expect([opened, readAnswer(bytes).persons.length]).toEqual([55, 55])
  })

  it('weighs what totals leave over for those who are not opened', () => {
    const amana = caseOf(120)
    const party = amana.record('person', 'row-120')!
    const values = { ...persons(120)[119]!, incident: 'Market', party: 'russia' as const }
    amana.import([values])
    makeRelease(amana, { time: '2015-02-02T12:00:00Z' })
    expect(amana.valuesByName(party).party).toBe('russia')
    const { opened, gate } = answerTo(amana, requestOf(amana, range(1, 60), { fields: ['party'] }))
    expect([opened, gate!.derived.length > 0]).toEqual([0, true])
  })
})

describe('documents beside a view', () => {
  const amana = caseOf(20)
  const request = requestOf(amana, range(1, 20))
  const { bytes: answer } = answerTo(amana, request)
  const market = amana.record('incident', 'Market')!.id
  const assessmentOf = (change: Partial<Assessed> = {}, by = ANN) =>
    signAssessment(
      {
        checkpoint: checkpointOf(amana),
        about: 'incident',
        records: [market],
        finding: 'credible',
        reasons: ['sources-agree'],
        grade: null,
        text: '',
        ...change,
      },
      TIME,
      by,
    )
  const view = viewOf(amana, 'investigator')

  async function verdicts(
    files: readonly Uint8Array[],
    reviewers = [keyOf(ANN)],
  ): Promise<readonly Verdict[]> {
    const read = readDocuments(files)
    const reviewed = new Reviewed(read)
    const key = amana.verificationKey
    const report = await verifyView([view], key, { onRecord: reviewed.take })
    return checkDocuments({ report, key, reviewed }, read, reviewers).map(({ verdict }) => verdict)
  }
  /** A document with other items, signed again by whoever has the seed. */
  function resigned(bytes: Uint8Array, seed: Uint8Array, change: (items: Value[]) => void): Uint8Array {
    const end = bytes.indexOf(0x0a) + 1
    const items = [...(decode(bytes.subarray(end)) as readonly Value[])].slice(0, 4)
    change(items)
    const { kind } = readDocument(bytes)
    const [first, ...more] = items
    return concat(bytes.subarray(0, end), encode([...items, sign(seed, digest(TAG[kind], first!, ...more))]))
  }

  it('are read again as they were written, and any altered byte is refused', () => {
    const documents = [request, answer, assessmentOf()]
    expect(documents.map((bytes) => readDocument(bytes).kind)).toEqual(['request', 'answer', 'assessment'])
    expect(equal(requestOf(amana, range(1, 20)), request)).toBe(true)
    let altered = 0
    for (const bytes of [requestOf(amana, [3]), answerTo(amana, requestOf(amana, [3])).bytes, assessmentOf()])
      for (let at = 0; at < bytes.length; at++)
        for (const bit of [1, 128]) {
          const other = bytes.slice()
          other[at]! ^= bit
          expect(codeOf(() => readDocument(other))).toMatch(/^loop\/bad-(document|signature)$/)
          altered++
        }
    expect(altered).toBeGreaterThan(1000)
    for (const bytes of documents) {
      expect(codeOf(() => readDocument(bytes.subarray(0, -1)))).toBe('loop/bad-document')
      expect(codeOf(() => readDocument(concat(bytes, new Uint8Array(1))))).toBe('loop/bad-document')
    }
  })

  it('pass where they are about this bundle and signed by whom the reader knows', async () => {
    expect(await verdicts([request, answer, assessmentOf()])).toEqual(['good', 'good', 'good'])
    expect(await verdicts([request, answer, assessmentOf()], [])).toEqual([
      'loop/unknown-signer',
      'good',
      'loop/unknown-signer',
    ])
  })

  it.each<[Verdict, () => Uint8Array]>([
    ['loop/bad-document', () => view],
    ['loop/bad-signature', () => concat(request.subarray(0, -64), new Uint8Array(64))],
    ['loop/other-key', () => assessmentOf({}, { ...BOB, name: ANN.name })],
    ['loop/unknown-signer', () => assessmentOf({}, BOB)],
    [
      'loop/other-bundle',
      () => assessmentOf({ checkpoint: { ...checkpointOf(amana), origin: 'amana/other' } }),
    ],
    ['loop/fork', () => assessmentOf({ checkpoint: { ...checkpointOf(amana), root: sha256(market) } })],
    [
      'loop/later-bundle',
      () => assessmentOf({ checkpoint: { ...checkpointOf(amana), size: amana.log.length + 1 } }),
    ],
    ['loop/unknown-record', () => assessmentOf({ records: [idOf(amana, 1)] })],
    ['loop/unknown-record', () => requestOf(amana, [1], { records: [market] })],
    ['loop/not-the-documenter', () => resigned(answer, ANN.seed, (items) => items.splice(0, 1, keyOf(ANN)))],
    [
      'loop/false-opening',
      () =>
        resigned(answer, amana.keys.signing, (items) => {
          // The first person's second value: the cause.
          const [of, open, [person]] = items[3] as [Value, Value, [Value[]]]
          expect(person[3]).toEqual(['live', 'airstrike'])
          items[3] = [of, open, [person.with(3, ['live', 'shelling'])]]
        }),
    ],
  ])('are told apart: %s', async (verdict, make) => {
    expect(await verdicts([make()])).toEqual([verdict])
  })

  it('show an answer that opens what was not asked for', async () => {
    const less = requestOf(amana, range(1, 19))
    const other = resigned(answer, amana.keys.signing, (items) => {
      items[3] = [readRequest(less).digest, ...(items[3] as readonly Value[]).slice(1)]
    })
    expect(await verdicts([less, other])).toEqual(['good', 'loop/other-request'])
    expect(await verdicts([other])).toEqual(['good'])
  })

  it('refuse codes that are none, and readers of one kind another', () => {
    const bad: readonly Partial<Assessed>[] = [
      { finding: 'true' },
      { reasons: [] },
      { reasons: ['rumour'] },
      { grade: 'good' },
      { records: [] },
      { about: 'person' as Assessed['about'] },
      { text: 'x'.repeat(4001) },
    ]
    for (const change of bad) expect(codeOf(() => assessmentOf(change))).toBe('loop/bad-document')
    expect(codeOf(() => readAssessment(request))).toBe('loop/bad-document')
    expect(codeOf(() => readRequest(answer))).toBe('loop/bad-document')
    expect(codeOf(() => readAnswer(assessmentOf()))).toBe('loop/bad-document')
  })
})
