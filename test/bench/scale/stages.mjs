/**
 * A release of records by the very functions that a case calls for it, in bounded memory: ids, tokens, commitments, sealing, then the
 * log in the order of ids, and the signed checkpoint. Of a record nothing stays but its id and root.
 */
import { concat, utf8 } from '@amana/codec'
import { keystream, sha256 } from '@amana/crypto'
import { tokenMaker } from '@amana/linkage'
import { Appender, formatCheckpoint, leafHash, signNote } from '@amana/log'
import { commitRecord, entryLeafHash, idOrder, recordId, sealIdentities } from '@amana/records'
import { cpuSync } from './measure.mjs'
import { factsOf, key, ORIGIN, SCHEMA, scope, withTokens } from './records.mjs'

/** Records that are in memory at a time: as few as are let go before the garbage collector has to move them. */
export const BATCH = 100
const ID = 16
const ROOT = 32
const KEPT = ID + ROOT

/** Least hashes and HMACs of a record here: two a field, the tree over them; id, salts, sealing, and most of the tokens: few names are too short for some. */
export const LEAST_OF_RECORD = { hashes: 3 * SCHEMA.fields.length - 1, hmacs: 3 + 38 }
/** And of its place in the log. */
export const LEAST_OF_ENTRY = { hashes: 1, hmacs: 0 }

/** A build of a log of `count` records, to be taken in steps. */
export class Build {
  #scope = scope()
  #maker = tokenMaker(this.#scope)
  #idKey = key('ids')
  #escrowKey = key('escrow')
  #kept
  #order
  #log = new Appender()
  #committed = 0
  #appended = 0
  /** Microseconds of processor by stage. */
  spent = { ids: 0, tokens: 0, commitments: 0, sealing: 0, order: 0, log: 0, checkpoint: 0 }
  /** Bytes of escrow that were made and let go. */
  sealedBytes = 0

  constructor(count) {
    this.count = count
    this.#kept = new Uint8Array(KEPT * count)
  }

  #stage(name, work) {
    const { microseconds, result } = cpuSync(work)
    this.spent[name] += microseconds
    return result
  }

  /** Commits to the next records, at most {@link BATCH}. What is made up for them is not counted as time. */
  #batch(size) {
    const from = this.#committed
    const facts = Array.from({ length: size }, (_, i) => factsOf(from + i))
    const secrets = keystream(sha256(utf8(`secrets from ${from}`)), 32 * size)
    const ids = this.#stage('ids', () => facts.map(({ row }) => recordId(this.#idKey, SCHEMA.kind, row)))
    const tokens = this.#stage('tokens', () =>
      facts.map(({ linked }, i) => this.#maker.tokensOf(ids[i], linked)),
    )
    const values = facts.map((each, i) => withTokens(each.values, this.#scope, tokens[i]))
    const records = this.#stage('commitments', () =>
      ids.map((id, i) =>
        commitRecord(ORIGIN, secrets.subarray(32 * i, 32 * i + 32), {
          schema: SCHEMA,
          id,
          revision: 1,
          values: values[i],
        }),
      ),
    )
    this.sealedBytes += this.#stage('sealing', () => sealIdentities(ORIGIN, this.#escrowKey, records)).length
    for (const [i, { id, root }] of records.entries()) {
      this.#kept.set(id, KEPT * (from + i))
      this.#kept.set(root, KEPT * (from + i) + ID)
    }
    this.#committed += size
  }

  /** Commits up to `until` records in all. */
  commit(until) {
    while (this.#committed < until) this.#batch(Math.min(BATCH, until - this.#committed))
  }

  /** Sorts by id, as a release does. */
  sort() {
    this.#stage('order', () => {
      const ids = new Uint8Array(ID * this.count)
      for (let i = 0; i < this.count; i++) ids.set(this.#kept.subarray(KEPT * i, KEPT * i + ID), ID * i)
      this.#order = idOrder(ids)
    })
  }

  /** Appends entries up to `until` in all. */
  append(until) {
    this.#stage('log', () => {
      for (; this.#appended < until; this.#appended++) {
        const at = KEPT * this.#order[this.#appended]
        const id = this.#kept.subarray(at, at + ID)
        const root = this.#kept.subarray(at + ID, at + KEPT)
        this.#log.append(entryLeafHash({ schema: SCHEMA, id, revision: 1, root }))
      }
    })
  }

  /** Signs the checkpoint; gives the note. */
  sign() {
    return this.#stage('checkpoint', () =>
      signNote(
        formatCheckpoint({ origin: ORIGIN, size: this.#log.size, root: this.#log.root() }),
        ORIGIN,
        key('signing'),
      ),
    )
  }

  /** Microseconds spent so far on all stages. */
  get total() {
    return Object.values(this.spent).reduce((sum, each) => sum + each, 0)
  }

  /** All steps at once; gives the note. */
  run() {
    this.commit(this.count)
    this.sort()
    this.append(this.count)
    return this.sign()
  }
}

/** Leaf hashes of `count` entries that are as long as those of records, for trees. */
export const leavesOf = (count) =>
  Array.from({ length: count }, (_, i) => leafHash(concat(utf8(`entry ${i}`), new Uint8Array(90))))
