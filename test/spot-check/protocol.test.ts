import {
  answerCommitment,
  answerRequest,
  type Case,
  checkAnswer,
  checkedPlan,
  commitmentOf,
  drawFrom,
  formatRequest,
  makeRelease,
  noteAnswer,
  type Plan,
  parseRequest,
  type Randomness,
  readPopulation,
  SAMPLE_FIELDS,
  type SampleRequest,
  type SpotCheck,
  seedOf,
  spotCheckInWords,
  strataIn,
} from '@amana/bundle'
import { decode, encode, toHex, utf8, type Value } from '@amana/codec'
import { sha256, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { PERSON } from '@amana/records'
import { describe, expect, it } from '@jest/globals'
import { NAMES, person, seededCase, viewOf } from '../bundle/sample.js'
import { refusal } from '../codec/refusal.js'

useBackend(nodeBackend)

const REFUSING = 7
const LISTED = 60

/** A released case: one in seven refuses to share with investigators, three were withdrawn. */
function released(): Case {
  const amana = seededCase('spot check')
  amana.import(
    Array.from({ length: LISTED }, (_, i) =>
      person(i + 1, { consent: (i + 1) % REFUSING === 0 ? ['courts'] : ['investigators', 'courts'] }),
    ),
  )
  makeRelease(amana, { time: '2015-02-01T12:00:00Z' })
  amana.withdraw('person', ['row-1', 'row-2', 'row-3'], 'error')
  makeRelease(amana, { time: '2015-03-01T12:00:00Z' })
  return amana
}

const amana = released()
const view = viewOf(amana, 'investigator')
const nonce = sha256(utf8('the auditor’s number'))
const rowOf = new Map([...amana.records].map((record) => [toHex(record.id), record]))

async function planFor(change: Partial<Plan> = {}, of: Case = amana, bytes = view): Promise<Plan> {
  const { checkpoint } = await readPopulation([bytes], of.verificationKey, null)
  return checkedPlan({
    checkpoint,
    count: 30,
    by: null,
    fields: ['sex', 'age_group', 'sources'],
    purpose: 'investigators',
    confidence: 95,
    ...change,
  })
}

/** The request of an auditor who keeps to the rules. */
async function requestFor(
  plan: Plan,
  randomness?: Randomness,
  of: Case = amana,
  bytes = view,
): Promise<SampleRequest> {
  const population = await readPopulation([bytes], of.verificationKey, plan.by)
  let random = randomness
  if (random === undefined) {
    const release = of.releases.find(({ size }) => size === plan.checkpoint.size)!
    random = { nonce, share: answerCommitment(of, release, commitmentOf(plan, nonce)).share }
  }
  const records = drawFrom(seedOf(plan.checkpoint, random), strataIn(population, plan.by), plan.count).flat()
  return { plan, randomness: random, records }
}

async function checked(
  request: SampleRequest,
  bytes: Uint8Array,
  judgedBad: string[] = [],
  from = view,
): Promise<SpotCheck> {
  return checkAnswer(
    await readPopulation([from], amana.verificationKey, request.plan.by),
    request,
    bytes,
    judgedBad,
  )
}

/** The answer with its list of records changed. */
function changed(bytes: Uint8Array, change: (items: Value[][]) => void): Uint8Array {
  const [tag, line, seed, open, items] = decode(bytes) as readonly Value[]
  const list = (items as readonly Value[]).map((item) => [...(item as readonly Value[])])
  change(list)
  return encode([tag!, line!, seed!, open!, list])
}

describe('a spot check between an auditor and a documenter', () => {
  it('opens what consent allows, counts refusals as bad, and states the bound', async () => {
    const request = await requestFor(await planFor())
    const answer = answerRequest(amana, request)
    const found = await checked(request, answer.bytes)
    const drawn = request.records.map((id) => rowOf.get(toHex(id))!)
    const refusing = drawn.filter(({ key }) => Number(key.slice(4)) % REFUSING === 0).length
    const gone = drawn.filter((record) => amana.isWithdrawn(record)).length
    expect(refusing).toBeGreaterThan(0)
    expect(answer).toMatchObject({
      opened: 30 - refusing,
      refused: { consent: refusing, withdrawn: 0, 'held-back': 0 },
    })
    expect(found.outcomes).toEqual({
      opened: 30 - refusing - gone,
      withdrawn: gone,
      refused: refusing,
      false: 0,
      missing: 0,
      'judged-bad': 0,
    })
    expect(found).toMatchObject({ population: LISTED, sample: 30, bad: refusing, confidence: 95 })
    expect(found.fewerThan).toBeGreaterThan(refusing)
    for (const { id, outcome, refusal: why, values } of found.records) {
      const record = rowOf.get(id)!
      if (outcome === 'refused') expect([why, values]).toEqual(['consent', undefined])
      else if (outcome === 'opened') expect(values!.sex).toBe(amana.valuesByName(record).sex)
      else expect(values).toMatchObject({ status: 'withdrawn', sex: null })
    }
    for (const language of ['en', 'ar'] as const) {
      const words = spotCheckInWords(found, language).join('\n')
      for (const number of [30, LISTED, refusing, found.fewerThan]) expect(words).toContain(String(number))
    }
  })

  it('works from every audience’s view, since ids and revisions are open in each', async () => {
    const request = await requestFor(await planFor())
    for (const audience of ['public', 'auditor', 'custodian'] as const) {
      const other = viewOf(amana, audience)
      expect(await requestFor(request.plan, request.randomness, amana, other)).toEqual(request)
      const found = await checked(request, answerRequest(amana, request).bytes, [], other)
      expect(found.outcomes.false).toBe(0)
    }
  })

  it('can be made in strata by an open field, and not by a closed one', async () => {
    const open = viewOf(amana, 'custodian')
    const plan = await planFor({ by: 'incident' }, amana, open)
    const request = await requestFor(plan, undefined, amana, open)
    const found = await checked(request, answerRequest(amana, request).bytes, [], open)
    // Two incidents, and the withdrawn, who have none.
    expect(found.strata.map(({ population }) => population).sort((a, b) => a - b)).toEqual([3, 19, 38])
    for (const { sample } of found.strata) expect(sample).toBeGreaterThan(0)
    const closed = await readPopulation([viewOf(amana, 'public')], amana.verificationKey, 'incident')
    expect(refusal(() => strataIn(closed, 'incident')).code).toBe('sample/closed-field')
  })

  it('counts what is held back, judged bad or not answered as bad', async () => {
    const request = await requestFor(await planFor())
    const open = (await checked(request, answerRequest(amana, request).bytes)).records.filter(
      ({ outcome }) => outcome === 'opened',
    )
    const [held, judged, lost] = open.map(({ id }) => id) as [string, string, string]
    const { bytes } = answerRequest(amana, request, { heldBack: [held] })
    const before = await checked(request, bytes)
    const without = changed(bytes, (items) =>
      items.splice(
        items.findIndex(([id]) => toHex(id as Uint8Array) === lost),
        1,
      ),
    )
    const found = await checked(request, without, [judged])
    expect(found.outcomes).toMatchObject({ missing: 1, 'judged-bad': 1 })
    expect(before.outcomes.refused).toBe(found.outcomes.refused)
    expect(found.bad).toBe(before.bad + 2)
    expect(found.fewerThan).toBeGreaterThan(before.fewerThan)
    expect(refusal(() => answerRequest(amana, request, { heldBack: ['00'.repeat(16)] })).code).toBe(
      'sample/not-drawn',
    )
    await expect(checked(request, bytes, ['00'.repeat(16)])).rejects.toMatchObject({
      code: 'sample/not-drawn',
    })
  })

  it('shows an opening that is not what was signed, whatever was changed in it', async () => {
    const request = await requestFor(await planFor())
    const { bytes } = answerRequest(amana, request)
    const firstOpen = (items: Value[][]) => items.find((item) => item.length === 5)!
    const flip = (value: Value | undefined): Value => {
      const copy = (value as Uint8Array).slice()
      copy[3]! ^= 1
      return copy
    }
    const forgeries: ((item: Value[]) => void)[] = [
      (item) => {
        item[1] = (item[1] as number) + 1
      },
      (item) => {
        item[2] = flip(item[2])
      },
      (item) => {
        const values = [...(item[3] as readonly Value[])]
        values[1] = values[1] === 'male' ? 'female' : 'male'
        item[3] = values
      },
      (item) => {
        item[4] = flip(item[4])
      },
      (item) => {
        item[4] = (item[4] as Uint8Array).slice(32)
      },
    ]
    for (const forge of forgeries) {
      const found = await checked(
        request,
        changed(bytes, (items) => forge(firstOpen(items))),
      )
      expect([
        found.outcomes.false,
        found.records.some(({ outcome, values }) => outcome === 'false' && values !== undefined),
      ]).toEqual([1, false])
    }
    // The opening of one record under the id of another.
    const swapped = changed(bytes, (items) => {
      const [a, b] = items.filter((item) => item.length === 5) as [Value[], Value[]]
      ;[a[0], b[0]] = [b[0]!, a[0]!]
    })
    expect((await checked(request, swapped)).outcomes.false).toBe(2)
    const twice = changed(bytes, (items) => items.push(items[0]!))
    await expect(checked(request, twice)).rejects.toMatchObject({ code: 'sample/bad-answer' })
  })

  it('has the documenter open nothing that was not drawn, by whatever an auditor changes', async () => {
    const request = await requestFor(await planFor())
    const [first, ...rest] = request.records
    const other = [...rowOf.values()].find(
      ({ kind, id }) => kind === 'person' && !request.records.some((each) => toHex(each) === toHex(id)),
    )!
    const cases: (readonly [SampleRequest, string])[] = [
      [{ ...request, records: [other.id, ...rest] }, 'sample/other-draw'],
      [{ ...request, records: rest }, 'sample/other-draw'],
      [{ ...request, records: [first!, ...request.records.slice(0, -1)] }, 'sample/other-draw'],
      [{ ...request, plan: { ...request.plan, count: 31 } }, 'sample/unknown-commitment'],
      [
        { ...request, plan: { ...request.plan, fields: [...request.plan.fields, 'age_min'] } },
        'sample/unknown-commitment',
      ],
      [{ ...request, plan: { ...request.plan, purpose: 'courts' } }, 'sample/unknown-commitment'],
      [{ ...request, randomness: { nonce: sha256(nonce), share: nonce } }, 'sample/unknown-commitment'],
      [{ ...request, randomness: { nonce, share: nonce } }, 'sample/unknown-commitment'],
      [{ ...request, randomness: { beacon: 'a value of my own' } }, 'sample/beacon'],
      [
        { ...request, plan: { ...request.plan, checkpoint: { ...request.plan.checkpoint, size: 3 } } },
        'sample/other-checkpoint',
      ],
    ]
    for (const [forged, code] of cases) expect(refusal(() => answerRequest(amana, forged)).code).toBe(code)
  })

  it('draws by a beacon that both sides read', async () => {
    const plan = await planFor()
    const request = await requestFor(plan, { beacon: 'round 4711: 5f2e' })
    expect(refusal(() => answerRequest(amana, request)).code).toBe('sample/beacon')
    expect(refusal(() => answerRequest(amana, request, { beacon: 'round 4712: aa01' })).code).toBe(
      'sample/beacon',
    )
    const { bytes } = answerRequest(amana, request, { beacon: 'round 4711: 5f2e' })
    expect((await checked(request, bytes)).outcomes.false).toBe(0)
    const other = await requestFor(plan, { beacon: 'round 4712: aa01' })
    await expect(checked(other, bytes)).rejects.toMatchObject({ code: 'sample/other-checkpoint' })
  })

  it('is bound to one checkpoint, and its file says so', async () => {
    const old = viewOf(amana, 'investigator', amana.releases[0])
    const request = await requestFor(await planFor())
    const { bytes } = answerRequest(amana, request)
    await expect(checked(request, bytes, [], old)).rejects.toMatchObject({ code: 'sample/other-checkpoint' })
    const text = formatRequest(request)
    expect(parseRequest(text)).toEqual(request)
    expect(formatRequest(parseRequest(text))).toBe(text)
    const tampered = {
      ...request,
      records: [...request.records.slice(1), request.plan.checkpoint.root.slice(0, 16)],
    }
    await expect(checked(tampered, bytes)).rejects.toMatchObject({ code: 'sample/other-draw' })
  })

  it('is not made from a view that fails a check', async () => {
    const broken = view.slice()
    broken[view.length - 200]! ^= 1
    await expect(readPopulation([broken], amana.verificationKey, null)).rejects.toMatchObject({
      code: 'sample/not-verified',
    })
  })
})

describe('what a family says later', () => {
  it('counts: a record is not opened once its consent changed or it was withdrawn, also for an older checkpoint', async () => {
    const later = released()
    const plan = await planFor({ count: LISTED }, later, viewOf(later, 'investigator'))
    const request = await requestFor(plan, undefined, later, viewOf(later, 'investigator'))
    later.import([person(4, { consent: ['courts'] })])
    later.withdraw('person', ['row-5'], 'alive')
    later.withdraw('person', ['row-6'], 'consent')
    const refused = Math.floor(LISTED / REFUSING)
    expect(answerRequest(later, request).refused).toEqual({
      consent: refused + 1,
      withdrawn: 2,
      'held-back': 0,
    })
  })
})

describe('the ledger', () => {
  it('keeps every commitment that was answered and every answer, and tells how many commitments there were', async () => {
    const mine = released()
    const [first, second] = mine.releases
    const size = mine.ledger.length
    const commitments = [1, 2, 3].map((i) => sha256(Uint8Array.of(i)))
    expect(commitments.map((each) => answerCommitment(mine, second!, each).before)).toEqual([0, 1, 2])
    expect(answerCommitment(mine, second!, commitments[0]!).before).toBe(2)
    expect(answerCommitment(mine, first!, commitments[0]!).before).toBe(0)
    noteAnswer(mine, await planFor(), sha256(utf8('a file')))
    expect(mine.ledger.length).toBe(size + 5)
    expect(refusal(() => answerCommitment(mine, second!, new Uint8Array(31))).code).toBe(
      'sample/bad-commitment',
    )
  })
})

describe('what a spot check may ask for', () => {
  it('is never a name, what the family agreed to, its receipt, or why somebody was withdrawn', async () => {
    const plan = await planFor()
    for (const { name, identity } of PERSON.fields) {
      const isClosed = identity === true || ['consent', 'receipt', 'withdrawal_reason'].includes(name)
      expect([name, SAMPLE_FIELDS.includes(name)]).toEqual([name, !isClosed])
      if (isClosed)
        expect(refusal(() => checkedPlan({ ...plan, fields: [name] })).code).toBe('sample/bad-plan')
    }
    for (const change of [
      { by: 'given' },
      { purpose: 'war' },
      { count: 0 },
      { count: 1.5 },
      { confidence: 100 },
    ])
      expect(refusal(() => checkedPlan({ ...plan, ...change })).code).toBe('sample/bad-plan')
  })

  it('and no answer holds a name, though it opens every field that may be asked for', async () => {
    const request = await requestFor(await planFor({ fields: SAMPLE_FIELDS, count: LISTED }))
    const text = new TextDecoder().decode(answerRequest(amana, request).bytes)
    for (const name of NAMES) expect(text.includes(name)).toBe(false)
  })

  it('is read from a file strictly', async () => {
    const text = formatRequest(await requestFor(await planFor()))
    const value = JSON.parse(text) as Record<string, unknown>
    for (const change of [
      { format: 'amana-sample 1' },
      { checkpoint: 'x' },
      { count: '30' },
      { fields: 'sex' },
      { fields: ['given'] },
      { records: ['zz'] },
      { records: 'all' },
      { randomness: {} },
      { randomness: { nonce: 'ab', share: 'cd' } },
      { randomness: { beacon: 7 } },
      { by: 7 },
      { confidence: '95' },
    ])
      expect(() => parseRequest(JSON.stringify({ ...value, ...change }))).toThrow(/plan|request|line|field/)
    for (const other of ['', '[]', 'null', '{}', text.slice(0, -5)])
      expect(refusal(() => parseRequest(other)).code).toBe('sample/bad-request')
  })
})
