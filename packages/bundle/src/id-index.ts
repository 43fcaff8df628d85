/** Records by their ids, in typed arrays: a list of a million is kept on the side of every check of its file. */
import { randomBytes } from '@amana/crypto'

const WORDS = 4
/** 2^31 − 1: eight products with halves of words, and one factor more, stay below 2^53. */
const PRIME = 0x7fffffff

/** Rows by ids of 16 bytes, in the order in which these first came: 24 to 32 bytes each, and as much again free. */
export class IdIndex {
  #size = 0
  /** Row of the id that was put into a slot, and one more; 0 where none was. */
  #slots = new Uint32Array(64)
  #ids = new Uint32Array(WORDS * 32)
  /**
   * Ids are whatever a file says, and nobody shall know beforehand which of them meet in one slot: a linear hash over the halves of their words
   * modulo a prime, with factors drawn at random (Carter and Wegman 1979), so two ids meet by chance alone.
   */
  readonly #factors = Float64Array.from(
    new Uint32Array(randomBytes(4 * (2 * WORDS + 1)).buffer),
    (word) => word % PRIME,
  )
  readonly #id = new Uint32Array(WORDS)

  /** Ids so far, each once. */
  get size(): number {
    return this.#size
  }

  /** The row of an id; a new one has the row {@link size} as it was before. */
  rowOf(id: Uint8Array): number {
    if (2 * (this.#size + 1) > this.#slots.length) this.#grow()
    const words = this.#id
    for (let i = 0; i < WORDS; i++)
      words[i] = id[4 * i]! | (id[4 * i + 1]! << 8) | (id[4 * i + 2]! << 16) | (id[4 * i + 3]! << 24)
    const mask = this.#slots.length - 1
    for (let slot = this.#slotOf(words, 0); ; slot = (slot + 1) & mask) {
      const row = this.#slots[slot]! - 1
      if (row < 0) {
        this.#ids.set(words, WORDS * this.#size)
        this.#slots[slot] = ++this.#size
        return this.#size - 1
      }
      if (this.#isAt(row)) return row
    }
  }

  #isAt(row: number): boolean {
    for (let i = 0; i < WORDS; i++) if (this.#ids[WORDS * row + i] !== this.#id[i]) return false
    return true
  }

  #slotOf(words: Uint32Array, at: number): number {
    let hash = this.#factors[2 * WORDS]!
    for (let i = 0; i < WORDS; i++) {
      const word = words[at + i]!
      hash += this.#factors[2 * i]! * (word & 0xffff) + this.#factors[2 * i + 1]! * (word >>> 16)
    }
    return (hash % PRIME) & (this.#slots.length - 1)
  }

  #grow(): void {
    const ids = new Uint32Array(2 * this.#ids.length)
    ids.set(this.#ids)
    this.#ids = ids
    this.#slots = new Uint32Array(2 * this.#slots.length)
    const mask = this.#slots.length - 1
    for (let row = 0; row < this.#size; row++) {
      let slot = this.#slotOf(ids, WORDS * row)
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = row + 1
    }
  }
}
