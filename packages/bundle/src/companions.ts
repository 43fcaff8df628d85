/** Which unchanged records a release issues again with amended ones, so that a correction does not stand out. */
import { randomBytes } from '@amana/crypto'
import type { Kind } from '@amana/records'
import type { Case } from './case.js'
import type { CaseRecord } from './history.js'

/** An amended record is re-issued together with at least this many unchanged ones, so that it does not stand out. */
export const COMPANIONS = 9

/**
 * Unchanged records that are re-issued with the amended ones: the others of their groups, at least {@link COMPANIONS} for each. Groups
 * are the same in every release as far as they can be: were companions drawn anew, whoever is amended several times would be seen
 * as the one who came each time, or most often. Where amended ones share a group, groups drawn at random come besides.
 * @param changed all that changed, new ones too
 * @param random the system's unless given
 */
export function companions(
  amana: Case,
  changed: readonly CaseRecord[],
  random: (bytes: number) => Uint8Array = systemDraws(),
): readonly CaseRecord[] {
  const reissued = changed.filter((record) => record.logged.length > 0)
  const amended = new Set(reissued.map(({ row }) => row))
  return (['person', 'incident', 'evidence'] as const).flatMap((kind) => {
    const wanted = COMPANIONS * reissued.filter((record) => record.kind === kind).length
    if (wanted === 0) return []
    const coming: CaseRecord[] = []
    const others: (readonly CaseRecord[])[] = []
    for (const group of groupsOf(amana, kind, amended)) {
      const unchanged = group.filter(({ row }) => !amended.has(row))
      if (unchanged.length < group.length) coming.push(...unchanged)
      else others.push(group)
    }
    for (const group of shuffled(others, others.length, random)) {
      if (coming.length >= wanted) break
      coming.push(...group)
    }
    return coming
  })
}

/**
 * The records of a kind that may come, or are amended, in groups of ten or more. Groups are of blocks, in the order in which their records were
 * first listed, put together one after the other until each group has ten; one release never fills up a block of another.
 */
function groupsOf(amana: Case, kind: Kind, amended: ReadonlySet<number>): readonly (readonly CaseRecord[])[] {
  const groups: CaseRecord[][] = []
  let open: CaseRecord[] = []
  let from = 0
  for (const { size } of amana.releases) {
    const added: CaseRecord[] = []
    for (const { record, logged } of amana.entries(from, size))
      if (record.kind === kind && logged.revision === 1) added.push(record)
    from = size
    const last = Math.max(1, Math.floor(added.length / (1 + COMPANIONS))) - 1
    for (const [i, record] of added.entries()) {
      // Withdrawn ones would not hide a change of a listed one: whoever sees the status tells them apart.
      if (amended.has(record.row) || !amana.isWithdrawn(record)) open.push(record)
      const isEnd =
        i === added.length - 1 || (i % (1 + COMPANIONS) === COMPANIONS && i < (1 + COMPANIONS) * last)
      if (!isEnd || open.length <= COMPANIONS) continue
      groups.push(open)
      open = []
    }
  }
  if (groups.length === 0) return [open]
  groups.at(-1)!.push(...open)
  return groups
}

/** The first `count` of a fair shuffle (Fisher and Yates), from 48 random bits a draw. */
function shuffled<T>(
  items: readonly T[],
  count: number,
  random: (bytes: number) => Uint8Array,
): readonly T[] {
  const pool = [...items]
  for (let i = 0; i < count; i++) {
    let draw = 0
    for (const byte of random(6)) draw = draw * 256 + byte
    const j = i + (draw % (pool.length - i))
    ;[pool[i], pool[j]] = [pool[j]!, pool[i]!]
  }
  return pool.slice(0, count)
}

/** The system's random bytes, many from one call: each takes longer than all else in a draw. */
function systemDraws(): (bytes: number) => Uint8Array {
  let pool: Uint8Array = new Uint8Array(0)
  return (bytes) => {
    if (pool.length < bytes) pool = randomBytes(6 * 1024)
    const drawn = pool.subarray(0, bytes)
    pool = pool.subarray(bytes)
    return drawn
  }
}
