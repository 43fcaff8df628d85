/** Byte strings of any length in few arrays: one of its own takes some 200 bytes beside what it holds. */

/** Bytes of a piece. */
const PIECE = 1 << 20
/** Places are counted in words of four bytes: 16 GiB can be told by 32 bits. */
const WORDS = PIECE / 4

/** A column of numbers with room for `size` of them: the same, or a longer copy. */
export function grown<T extends Uint8Array | Uint32Array>(column: T, size: number): T {
  if (size <= column.length) return column
  const larger = new (column.constructor as new (length: number) => T)(Math.max(size, 2 * column.length))
  larger.set(column)
  return larger
}

/** Byte strings by their places. Each is copied, and stays where it is. */
export class Packed {
  readonly #pieces: { readonly bytes: Uint8Array; readonly words: Uint32Array }[] = []
  /** Words of the last piece that are taken. */
  #used = WORDS

  /** Keeps a copy of some bytes, one after the other. @returns its place, above 0 */
  add(...parts: readonly Uint8Array[]): number {
    let length = 0
    for (const part of parts) length += part.length
    const words = 1 + Math.ceil(length / 4)
    if (this.#used + words > WORDS) {
      // No place is 0, so that 0 can stand for none.
      const piece = new Uint8Array(Math.max(PIECE, 4 * (1 + words)))
      this.#pieces.push({ bytes: piece, words: new Uint32Array(piece.buffer) })
      this.#used = 1
    }
    const { bytes, words: heads } = this.#pieces.at(-1)!
    heads[this.#used] = length
    let at = 4 * (this.#used + 1)
    for (const part of parts) {
      bytes.set(part, at)
      at += part.length
    }
    const place = WORDS * (this.#pieces.length - 1) + this.#used
    if (place >= 2 ** 32) throw new RangeError('More than 16 GiB of records are in memory.')
    this.#used += words
    return place
  }

  /** What lies at a place: a part of what is held, not a copy. */
  at(place: number): Uint8Array {
    const { bytes, words } = this.#pieces[Math.floor(place / WORDS)]!
    const word = place % WORDS
    return bytes.subarray(4 * word + 4, 4 * word + 4 + words[word]!)
  }

  /** Puts other bytes in the place of some, of which nothing is left. @returns their place, the same where there is room */
  replace(place: number, by: Uint8Array): number {
    const old = this.at(place)
    if (by.length > old.length) {
      old.fill(0)
      return this.add(by)
    }
    old.set(by)
    old.fill(0, by.length)
    this.#pieces[Math.floor(place / WORDS)]!.words[place % WORDS] = by.length
    return place
  }

  /** Leaves nothing of what lies at a place. */
  wipe(place: number): void {
    this.at(place).fill(0)
  }
}
