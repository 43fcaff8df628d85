// The gate: everything ever handed out to anybody, taken together, against a policy. Recipients pool what they have, joined by record.
import { AmanaError } from '@amana/codec'
import { classesOf } from './classes.js'
import type { Column } from './column.js'
import { type Derived, derivedCells } from './differencing.js'
import { type Failures, failuresOf } from './failures.js'
import { type Generalisation, type Policy, smallestChanges } from './generalise.js'
import { type Coarser, ladderOf } from './ladder.js'
import { type Measures, measuresOf, populationOf } from './measures.js'
import type { Cell, Joint } from './table.js'

/** One thing that was handed out, or is about to be. */
export interface Disclosure {
  readonly audience: string
  /** Size of the log, or any number that grows from release to release. */
  readonly release: number
  /** Ids of the records whose fields are open in it, one a row. */
  readonly records: readonly string[]
  /** Their open fields. A coarser version is a column of another name (`date/month`): who has both has the finer. */
  readonly columns: readonly Column[]
}

/** Tables of counts that were published, over the fields of one joint table. */
export interface Published {
  readonly joint: Joint
  readonly cells: readonly Cell[]
}

/** The name of a column for a value that was shown before another took its place. */
const earlier = (name: string, times: number) => `${name} (earlier${times > 1 ? ` ${times}` : ''})`

/**
 * What an adversary who has all of them holds of each record. A field opened twice with the same value is one column; where a later release says otherwise the value
 * shown before stays known, in a column of its own that is closed for all others.
 * @param listed all records in the log, so that those of which nothing is open count too
 * @throws AmanaError `risk/union` for a record that is not listed, `risk/ragged-columns`
 */
export function unionOf(listed: readonly string[], disclosures: readonly Disclosure[]): readonly Column[] {
  const at = new Map(listed.map((id, row) => [id, row]))
  interface Known {
    readonly labels: (string | null)[]
    readonly codeOf: Map<string, number>
    readonly shown: Uint32Array[]
  }
  const byName = new Map<string, Known>()
  const inOrder = disclosures
    .map((disclosure, i) => ({ disclosure, i }))
    .sort((a, b) => b.disclosure.release - a.disclosure.release || b.i - a.i)
  // The newest first: the first value met is the one that holds, every other one is an earlier one.
  for (const { disclosure } of inOrder) {
    const rows = Uint32Array.from(disclosure.records, (id) => {
      const row = at.get(id)
      if (row === undefined)
        throw new AmanaError('risk/union', 'Something was opened of a record that the log does not list.')
      return row
    })
    for (const { name, codes, labels } of disclosure.columns) {
      if (codes.length !== rows.length)
        throw new AmanaError('risk/ragged-columns', 'A column has not one value a record.', { column: name })
      const known: Known = byName.get(name) ?? { labels: [null], codeOf: new Map(), shown: [] }
      byName.set(name, known)
      const recoded = labels.map((label) => {
        if (label === null) return 0
        if (!known.codeOf.has(label)) {
          known.codeOf.set(label, known.labels.length)
          known.labels.push(label)
        }
        return known.codeOf.get(label)!
      })
      rows.forEach((row, i) => {
        const value = recoded[codes[i]!]!
        if (value === 0) return
        for (let times = 0; ; times++) {
          if (times === known.shown.length) known.shown.push(new Uint32Array(listed.length))
          const of = known.shown[times]!
          if (of[row] === 0) of[row] = value
          if (of[row] === value) return
        }
      })
    }
  }
  return [...byName].flatMap(([name, { labels, shown }]) =>
    shown.map((codes, times) => ({ name: times === 0 ? name : earlier(name, times), codes, labels })),
  )
}

export interface Assessment {
  /** Nobody is singled out, and no small cell can be worked out. */
  readonly passes: boolean
  readonly measures: Measures
  readonly failures: Failures
  /** Cells below the threshold that the tables, or they and what is open, give away. */
  readonly derived: readonly Derived[]
  /** The fields of the joint table that `derived` speaks of. */
  readonly fields: Joint['fields']
  /** The least that has to change: none where it passes, null where no change of columns is enough. */
  readonly changes: Generalisation | null
}

/** What is asked: may this be handed out, after all that was? */
export interface Question {
  /** Ids of all records in the log, whatever is open of them. */
  readonly listed: readonly string[]
  /** The ledger: everything handed out so far, to anybody. */
  readonly before: readonly Disclosure[]
  readonly proposed: Disclosure
  /** Of the audience. Its sensitive columns have a row for each of `listed`. */
  readonly policy: Policy
  /** Tables over one joint table: all published before, and those proposed. */
  readonly published?: Published
  /** Coarser versions of columns by their names; a column without can only be closed. */
  readonly ladders?: Readonly<Record<string, readonly Coarser[]>>
  /** The people of the place, for what a civil registry would add. */
  readonly registry?: readonly Column[]
}

/**
 * What all disclosures together give away, who fails and why, and the smallest changes to the proposed one that pass. What was handed out
 * cannot be taken back: where that alone fails, `changes` is null.
 * @throws AmanaError those of `unionOf`, `failuresOf` and `derivedCells`
 *
 * @example
 * const { passes, failures, changes } = assess({ listed, before: ledger, proposed, policy: INVESTIGATOR })
 */
export function assess({
  listed,
  before,
  proposed,
  policy,
  published,
  ladders = {},
  registry,
}: Question): Assessment {
  const sensitive = new Set((policy.diversity ?? []).map(({ column }) => column.name))
  const lookedUpBy = (disclosures: readonly Disclosure[]) =>
    unionOf(listed, disclosures).filter(({ name }) => !sensitive.has(name))
  const pooled = lookedUpBy([...before, proposed])
  const columns =
    pooled.length > 0 ? pooled : [{ name: 'nothing', codes: new Uint32Array(listed.length), labels: [null] }]
  const classes = classesOf(columns)
  const measures = measuresOf(classes, policy.k, registry && populationOf(columns, classes, registry))
  const failures = failuresOf(columns, policy, undefined, classes)
  const derived = published === undefined ? [] : derivedCells(published.joint, published.cells, policy.k)
  const open = failures.failing === 0 && measures.prosecutor.average < policy.globalRisk
  const given = lookedUpBy(before)
  // Beside what was given a column adds nothing where every record shows the same in both, or nothing now.
  const added = (before.length === 0 ? pooled : lookedUpBy([proposed])).filter(({ name, codes, labels }) => {
    const old = given.find((column) => column.name === name)
    return !codes.every((code, row) => code === 0 || (old && old.labels[old.codes[row]!] === labels[code]))
  })
  const asTheyAre = given.length + added.length > 0 ? given : columns
  const changes = smallestChanges(
    [
      ...asTheyAre.map((column) => ({ column, rungs: ladderOf(column).rungs.slice(0, 1) })),
      ...added.map((column) => ladderOf(column, ladders[column.name])),
    ],
    policy,
  )
  return {
    passes: open && derived.length === 0,
    measures,
    failures,
    derived,
    fields: published?.joint.fields ?? [],
    changes,
  }
}
