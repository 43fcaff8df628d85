// Which persons stand on which lists together.

/** Persons on exactly these lists and no others. */
export interface Overlap {
  /** Indices of lists, ascending. */
  readonly lists: readonly number[]
  readonly persons: number
}

/**
 * The overlap of the lists: every set of lists with at least one person who stands on exactly these, the largest first.
 *
 * @param sources the list of each row
 * @param clusters clusters of two rows or more, as `linkRows` gives them; other rows are persons of their own
 */
export function overlapOf(
  sources: readonly number[],
  clusters: readonly (readonly number[])[],
): readonly Overlap[] {
  const counts = new Map<string, number>()
  const add = (rows: readonly number[]): void => {
    const key = [...new Set(rows.map((row) => sources[row]!))].sort((a, b) => a - b).join(' ')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const inside = new Uint8Array(sources.length)
  for (const cluster of clusters) {
    add(cluster)
    for (const row of cluster) inside[row] = 1
  }
  for (let row = 0; row < sources.length; row++) if (inside[row] === 0) add([row])
  return [...counts]
    .map(([key, persons]) => ({ lists: key.split(' ').map(Number), persons }))
    .sort((x, y) => y.persons - x.persons || x.lists.length - y.lists.length || (x.lists < y.lists ? -1 : 1))
}

/** The overlap as lines of text, one set of lists a line. */
export const overlapTable = (names: readonly string[], overlaps: readonly Overlap[]): string =>
  overlaps
    .map(
      ({ lists, persons }) =>
        `${String(persons).padStart(8)}  ${lists.map((list) => names[list]).join(' + ')}`,
    )
    .join('\n')
