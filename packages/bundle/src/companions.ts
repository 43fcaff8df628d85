/** Which unchanged records a release issues again with amended ones, so that a correction does not stand out. */
import type { Kind } from '@amana/records'
import type { Case } from './case.js'
import type { CaseRecord } from './history.js'

/** An amended record is re-issued together with at least this many unchanged ones, so that it does not stand out. */
export const COMPANIONS = 9

/**
 * Unchanged records that are re-issued with the amended ones: the others of their groups, at least {@link COMPANIONS} for each. Groups
 * are the same in every release as far as they can be: were companions drawn anew, whoever is amended several times would be seen
 * as the one who came each time, or most often. Where amended ones share a group, groups drawn at random come besides.
 */
export function companions(
  amana: Case,
  unchanged: readonly CaseRecord[],
  changed: readonly CaseRecord[],
  random: (bytes: number) => Uint8Array,
): readonly CaseRecord[] {
  const rowsOf = (records: readonly CaseRecord[]) => new Set(records.map(({ row }) => row))
  const mayCome = rowsOf(unchanged.filter((record) => record.logged.at(-1)?.values !== null))
  const reissued = changed.filter((record) => record.logged.length > 0)
  const amended = rowsOf(reissued)
  return (['person', 'incident', 'evidence'] as const).flatMap((kind) => {
    const wanted = COMPANIONS * reissued.filter((record) => record.kind === kind).length
    if (wanted === 0) return []
    const groups = groupsOf(blocksOf(amana, kind), ({ row }) => mayCome.has(row) || amended.has(row))
    const isTouched = (group: readonly CaseRecord[]) => group.some(({ row }) => amended.has(row))
    const coming = groups
      .filter(isTouched)
      .flat()
      .filter(({ row }) => mayCome.has(row))
    const others = groups.filter((group) => !isTouched(group))
    for (const group of shuffled(others, others.length, random)) {
      if (coming.length >= wanted) break
      coming.push(...group)
    }
    return coming
  })
}

/** The records of a kind in blocks of ten or more, in the order in which they were first listed; one release never fills up a block of another. */
function blocksOf(amana: Case, kind: Kind): readonly (readonly CaseRecord[])[] {
  let from = 0
  return amana.releases.flatMap(({ size }) => {
    const added: CaseRecord[] = []
    for (const { record, logged } of amana.entries(from, size))
      if (record.kind === kind && logged.revision === 1) added.push(record)
    from = size
    const count = Math.max(1, Math.floor(added.length / (1 + COMPANIONS)))
    return Array.from({ length: count }, (_, block) =>
      added.slice(
        (1 + COMPANIONS) * block,
        block === count - 1 ? added.length : (1 + COMPANIONS) * (block + 1),
      ),
    )
  })
}

/** Blocks, without whoever stays away, put together one after the other until each group has ten. */
function groupsOf(
  blocks: readonly (readonly CaseRecord[])[],
  comes: (record: CaseRecord) => boolean,
): readonly (readonly CaseRecord[])[] {
  const groups: CaseRecord[][] = []
  let open: CaseRecord[] = []
  for (const block of blocks) {
    open.push(...block.filter(comes))
    if (open.length <= COMPANIONS) continue
    groups.push(open)
    open = []
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
