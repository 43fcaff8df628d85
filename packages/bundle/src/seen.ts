/**
 * The checkpoints that somebody has seen, or cosigned, by the key that signed them. A text of plain lines, so that its owner
 * can read it: it holds random origins, public keys, sizes and roots, and no name.
 */
import { AmanaError, equal, toBase64 } from '@amana/codec'
import { type Checkpoint, parseCheckpoint, parseVerifierKey } from '@amana/log'

const FIRST_LINE = 'amana-seen 0'
const MAX_TEXT = 1_000_000

/** A checkpoint and the verification key that it was seen under. */
interface Seen {
  readonly key: string
  readonly size: number
  readonly root: Uint8Array
}

/** Checkpoints seen before, each `verification-key size root` on a line of its own. */
export class SeenCheckpoints {
  readonly #seen: Seen[] = []

  /**
   * The checkpoints in a text.
   * @throws {AmanaError} `seen/bad-file` for anything that {@link format} did not write: a memory that is damaged must not
   * pass for one that has seen less
   */
  static parse(text: string): SeenCheckpoints {
    const bad = (line: number) =>
      new AmanaError(
        'seen/bad-file',
        `Line ${line} of the file of seen checkpoints is damaged or of another version. Restore the file; do not go on without it.`,
        { line },
      )
    const [first, ...lines] = text.split('\n')
    if (text.length > MAX_TEXT || first !== FIRST_LINE || lines.pop() !== '') throw bad(1)
    const seen = new SeenCheckpoints()
    for (const [i, line] of lines.entries()) {
      try {
        const [key = '', size, root, ...more] = line.split(' ')
        const { name } = parseVerifierKey(key)
        if (more.length > 0) throw bad(i + 2)
        seen.add(key, parseCheckpoint(`${name}\n${size}\n${root}\n`))
      } catch {
        throw bad(i + 2)
      }
    }
    return seen
  }

  /** The text of all checkpoints. */
  format(): string {
    const lines = this.#seen.map(({ key, size, root }) => `${key} ${size} ${toBase64(root)}`)
    return [FIRST_LINE, ...lines, ''].join('\n')
  }

  /** Checkpoints seen under a key, in the order in which they were seen. */
  of(key: string): readonly Seen[] {
    return this.#seen.filter((seen) => seen.key === key)
  }

  /**
   * Checkpoints for a reader to hold a view under this key against.
   * @throws {AmanaError} `seen/other-key` where the log was seen under another
   */
  forReader(key: string): readonly Seen[] {
    if (this.isUnderOtherKey(key))
      throw new AmanaError(
        'seen/other-key',
        'You have seen this log under another key. One log has one key: ask the documenter, by another way, which it is.',
      )
    return this.of(key)
  }

  /** Whether a log of this origin was seen under another key: two keys do not speak for one log. */
  isUnderOtherKey(key: string): boolean {
    const { name } = parseVerifierKey(key)
    return this.#seen.some((seen) => seen.key !== key && parseVerifierKey(seen.key).name === name)
  }

  /**
   * Adds a checkpoint that continues all those seen of its key.
   * @returns whether it is new
   * @throws {AmanaError} `seen/fork` for a size that was seen with another root
   */
  add(key: string, { size, root }: Pick<Checkpoint, 'size' | 'root'>): boolean {
    const same = this.of(key).find((seen) => seen.size === size)
    if (same !== undefined && !equal(same.root, root))
      throw new AmanaError(
        'seen/fork',
        `A log of ${size} entries was seen under this key with another root.`,
        { size },
      )
    if (same === undefined) this.#seen.push({ key, size, root: root.slice() })
    return same === undefined
  }
}
