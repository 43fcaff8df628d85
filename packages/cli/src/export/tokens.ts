/** The file of tokens: what `packages/linkage/sql` reads. */
import { TOKEN_BYTES, TOKEN_SLOTS } from '@amana/linkage'
import { type Cell, type Column, ParquetFile } from './parquet.js'

const COLUMNS: readonly Column[] = [
  { name: 'place', type: 'INT32', required: true },
  { name: 'id', type: 'STRING', required: true },
  ...Array.from(
    { length: TOKEN_SLOTS },
    (_, slot): Column => ({
      name: `t${String(slot).padStart(2, '0')}`,
      type: 'INT64',
      required: true,
      random: true,
    }),
  ),
]

/**
 * Tokens of one list, one row a record: its place in the list from 0, its id, and a column for each slot (`t00`, `t01`, …) with the first 8 of the token's 12 bytes
 * as a big-endian signed number. That is what every engine joins by fastest, and more than the library looks at (candidates.ts);
 * among 10⁸ records two different tokens of one comparison fall together with probability 10⁻².
 */
export class TokenFile {
  readonly #file: ParquetFile

  constructor(path: string) {
    this.#file = new ParquetFile(path, COLUMNS)
  }

  get rows(): number {
    return this.#file.rows
  }

  get columns(): readonly string[] {
    return COLUMNS.map(({ name }) => name)
  }

  /** @param tokens in slot order, one after the other, as `packTokens` gives them */
  add(id: string, tokens: Uint8Array): void {
    const view = new DataView(tokens.buffer, tokens.byteOffset, tokens.length)
    const row: Cell[] = [this.#file.rows, id]
    for (let slot = 0; slot < TOKEN_SLOTS; slot++) row.push(view.getBigInt64(slot * TOKEN_BYTES))
    this.#file.add(row)
  }

  finish(): void {
    this.#file.finish()
  }

  commit(): void {
    this.#file.commit()
  }

  discard(): void {
    this.#file.discard()
  }
}
