import {
  type Case,
  type Change,
  makeRelease,
  type Report,
  SeenCheckpoints,
  type VerifyOptions,
  verifyView,
} from '@amana/bundle'
import { fromHex, toHex, type Value } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { leafHash, rootOf, signCheckpoint } from '@amana/log'
import { asRecordId, entryBytes, SCHEMAS } from '@amana/records'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { closed, putTogether, recordsOf, takeApart, withRecords } from '../bundle/forger.js'
import { emptyCase, person, seededRandom, viewOf } from '../bundle/sample.js'
import { many } from '../many.js'

useBackend(nodeBackend)

const RELEASES = many(50, 14)
const REASONS = ['duplicate', 'consent', 'error', 'alive']

/** What the test knows of a row after a release, without asking the case: its version of the facts, or why it is gone. */
type Row = { readonly version: number } | { readonly gone: string }

interface Step {
  readonly rows: ReadonlyMap<string, Row>
  readonly custodian: Uint8Array
  readonly investigator: Uint8Array
  readonly public: Uint8Array
}

/** Releases of one or two random changes each. All persons belong to one incident, and there are few: releases are short. */
function randomHistory(name: string): { amana: Case; steps: Step[] } {
  const random = seededRandom(name)
  const below = (limit: number) => random(1)[0]! % limit
  const amana = emptyCase()
  const rows = new Map<string, Row>()
  const steps: Step[] = []
  let next = 1
  const facts = (row: string, version: number) =>
    person(Number(row.slice(4)), {
      incident: 'Market',
      place: 'Town A',
      sex: version % 2 ? 'female' : 'male',
      ageMin: 20 + version,
      ageMax: 20 + version,
    })
  const put = (row: string, version: number) => {
    amana.import([facts(row, version)], [], { relist: true })
    rows.set(row, { version })
  }
  while (steps.length < RELEASES) {
    for (let changes = 1 + below(2); changes > 0; changes--) {
      const known = [...rows.keys()]
      const row = known[below(Math.max(1, known.length))]
      const state = row === undefined ? undefined : rows.get(row)!
      const what = below(10)
      if (row === undefined || state === undefined || what < (known.length < 12 ? 4 : 1))
        put(`row-${next++}`, 1)
      else if ('gone' in state) {
        // Some are listed again; most stay gone.
        if (what < 6) put(row, steps.length + 2)
      } else if (what < 7) put(row, state.version + 1)
      else {
        const reason = REASONS[below(4)]!
        amana.withdraw('person', [row], reason)
        // A row that no release ever listed leaves no trace.
        if (amana.record('person', row)!.logged.length === 0) rows.delete(row)
        else rows.set(row, { gone: reason })
      }
    }
    try {
      makeRelease(amana, { random })
    } catch (error) {
      // Changes that undid each other are no release.
      expect(error).toMatchObject({ code: 'release/nothing-new' })
      continue
    }
    steps.push({
      rows: new Map(rows),
      custodian: viewOf(amana, 'custodian'),
      investigator: viewOf(amana, 'investigator'),
      public: viewOf(amana, 'public'),
    })
  }
  return { amana, steps }
}

const codeOf = (report: Report, id = 'history') => {
  const { status, code } = report.checks.find((check) => check.id === id)!
  return code ?? status
}

describe(`${RELEASES} releases of random changes`, () => {
  let amana: Case
  let steps: Step[]
  let key: string
  // The proofs of tables say nothing of history, and there are thousands.
  const verify = (view: Uint8Array, options: VerifyOptions) =>
    verifyView([view], key, { ...options, tally: (tallies) => tallies.map(() => ({ ok: true })) })
  const checkpointOf = (at: number) => amana.releases[at]!
  beforeAll(() => {
    ;({ amana, steps } = randomHistory('fifty releases'))
    key = amana.verificationKey
  })

  it('for every pair tell exactly what was added, amended, listed again and withdrawn, and why', async () => {
    const ids = new Map([...amana.records].map((record) => [record.key, toHex(record.id)]))
    const rowOf = new Map([...ids].map(([row, id]) => [id, row]))
    const log = amana.log.map(({ record, logged }) => `${record.kind} ${toHex(record.id)} ${logged.revision}`)
    const met = new Set<string>()
    for (let to = 1; to < RELEASES; to++)
      for (let from = 0; from < to; from++) {
        // Views of different audiences in turn: the public one shows no status, so whether a row was gone before is not known.
        // Every open field of the custodian's takes a group operation to check, so late releases leave that view out.
        const [audience, earlier] = [
          [to < 20 ? 'custodian' : 'investigator', 'public'],
          ['investigator', 'investigator'],
          ['investigator', 'public'],
        ][(from + to) % 3] as ['custodian' | 'investigator', 'public' | 'investigator']
        const report = await verify(steps[to]![audience], { since: [steps[from]![earlier]] })
        const { changes, size, ...counts } = report.since!
        expect([report.ok, size]).toEqual([true, checkpointOf(from).size])

        // One change for each revision in between, in the order of the log.
        const between = log
          .slice(size, checkpointOf(to).size)
          .filter((entry) => !entry.startsWith('statement'))
        expect(changes.map(({ kind, id, revision }) => `${kind} ${id} ${revision}`).join()).toBe(
          between.join(),
        )
        const tally = { added: 0, amended: 0, withdrawn: 0, relisted: 0, revised: 0 }
        for (const { change } of changes) tally[change]++
        expect(counts).toEqual(tally)

        // What happened to each row, as the test remembers it, beside what the report tells.
        const [before, after] = [steps[from]!.rows, steps[to]!.rows]
        const told = new Map<string, Map<Change['change'], Change>>()
        for (const each of changes) {
          met.add(each.change)
          if (each.kind !== 'person') continue
          const row = rowOf.get(each.id)!
          told.set(row, (told.get(row) ?? new Map()).set(each.change, each))
        }
        const wrong = [...after].flatMap(([row, now]) => {
          const was = before.get(row)
          const tell = (change: Change['change']) => told.get(row)?.has(change) === true
          const faults: boolean[] = [tell('added') !== (was === undefined)]
          if ('gone' in now) {
            const isNew = was === undefined || 'version' in was
            const { reason } = told.get(row)?.get('withdrawn') ?? {}
            const isOpen = audience === 'custodian' || now.gone === 'duplicate' || now.gone === 'error'
            if (isNew) faults.push(reason !== (isOpen ? now.gone : null))
            faults.push(tell('amended'), tell('relisted'))
          } else {
            const isBack = was !== undefined && 'gone' in was
            faults.push(tell('withdrawn'), tell('relisted') !== (isBack && earlier !== 'public'))
            // A row whose facts changed is told; what else is called amended was issued again beside such a row.
            if (was !== undefined && 'version' in was && was.version !== now.version)
              faults.push(!tell('amended'))
          }
          return faults.includes(true) ? [row] : []
        })
        expect(wrong).toEqual([])
        expect([...told.keys()].every((row) => after.has(row))).toBe(true)
      }
    expect([...met].sort()).toEqual(['added', 'amended', 'relisted', 'revised', 'withdrawn'])
  })

  it('are refused the wrong way round, each pair of neighbours and from the last to each', async () => {
    for (let at = 0; at < RELEASES - 1; at++)
      for (const later of new Set([at + 1, RELEASES - 1])) {
        const { size, root } = checkpointOf(later)
        const reports = [
          await verify(steps[at]!.public, { seen: [{ size, root }] }),
          ...(later === at + 1 ? [await verify(steps[at]!.public, { since: [steps[later]!.public] })] : []),
        ]
        for (const report of reports)
          expect([report.ok, codeOf(report), report.since]).toEqual([false, 'history/rollback', null])
      }
  })

  it('are all accepted by a reader who saw each one before the next', async () => {
    const seen = new SeenCheckpoints()
    for (const [at, step] of steps.entries()) {
      const report = await verify(step.public, { seen: SeenCheckpoints.parse(seen.format()).of(key) })
      expect([report.ok, codeOf(report)]).toEqual([true, at === 0 ? 'not-checked' : 'pass'])
      seen.add(key, { size: report.size!, root: fromHex(report.root!) })
    }
    expect(seen.of(key)).toHaveLength(RELEASES)
  })

  it('are refused where one entry of the past was rewritten and everything signed anew', async () => {
    const parts = takeApart(steps[RELEASES - 1]!.custodian)
    const records = recordsOf(parts).map((record) => closed(parts, amana.origin, record))
    const random = seededRandom('rewritten')
    for (let attempt = 0; attempt < 25; attempt++) {
      const at = (random(1)[0]! * 256 + random(1)[0]!) % checkpointOf(RELEASES - 2).size
      const [schema, id, revision, root] = records[at] as [number, Uint8Array, number, Uint8Array]
      const other = root.slice()
      other[attempt % 32]! ^= 1
      const forged = resigned(parts, records.with(at, [schema, id, revision, other]), amana)
      // By itself nothing is wrong with it but what it closes.
      const alone = await verify(forged, {})
      expect(alone.checks.filter(({ status }) => status === 'fail').map(({ id }) => id)).toEqual(['claims'])
      // Whoever saw a release that lists the entry sees it; one who saw only what came before it cannot.
      for (const from of [RELEASES - 2, amana.releases.findIndex(({ size }) => size > at)]) {
        const { size, root: was } = checkpointOf(from)
        for (const options of [{ seen: [{ size, root: was }] }, { since: [steps[from]!.public] }]) {
          const report = await verify(forged, options)
          expect([report.ok, codeOf(report)]).toEqual([false, 'history/fork'])
        }
        const line = { origin: amana.origin, size, root: was }
        expect(codeOf(await verify(forged, { compare: line }), 'compare')).toBe('compare/fork')
      }
    }
  })

  it('are refused as forks of another history that the same key signed, from the release at which they part', async () => {
    // The same organisation begins again with the same keys: not one release is the same.
    const other = randomHistory('another fifty')
    expect(other.amana.verificationKey).toBe(key)
    for (const at of [0, 7, RELEASES >> 1, RELEASES - 1]) {
      const { size, root } = other.amana.releases[at]!
      const mine = steps.findIndex((_, i) => checkpointOf(i).size >= size)
      if (mine < 0) continue
      const report = await verify(steps[mine]!.public, { seen: [{ size, root }] })
      expect([report.ok, codeOf(report)]).toEqual([false, 'history/fork'])
      const line = { origin: amana.origin, size, root }
      expect(codeOf(await verify(steps[mine]!.public, { compare: line }), 'compare')).toBe('compare/fork')
    }
  })
})

/** A view of these records, all closed, under a checkpoint signed by the case's own key. */
function resigned(
  parts: ReturnType<typeof takeApart>,
  records: readonly (readonly Value[])[],
  amana: Case,
): Uint8Array {
  const leaves = records.map(([schema, id, revision, root]) =>
    leafHash(
      entryBytes({
        schema: SCHEMAS[schema as number]!,
        id: asRecordId(id as Uint8Array),
        revision: revision as number,
        root: root as Uint8Array,
      }),
    ),
  )
  const note = signCheckpoint(
    { origin: amana.origin, size: records.length, root: rootOf(leaves) },
    amana.keys.signing,
  )
  return putTogether(
    withRecords({ ...parts, header: [note, 'public', records.length, [], []], tallies: [] }, records),
  )
}
