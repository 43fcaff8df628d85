/** Parquet files, written a row group at a time, so that memory does not grow with their length. */
import { SafeFile } from '@amana/bundle/node'
import {
  type BasicType,
  ByteWriter,
  type ColumnSource,
  ParquetWriter,
  schemaFromColumnData,
} from 'hyparquet-writer'

/** A cell; null where nothing is there. */
export type Cell = string | number | bigint | boolean | Uint8Array | null

/** A column of a file. */
export interface Column {
  readonly name: string
  readonly type: Extract<BasicType, 'STRING' | 'INT32' | 'INT64' | 'BOOLEAN' | 'BYTE_ARRAY'>
  /** Never null. */
  readonly required?: true
  /** `INT64` only: not tried for repeats, not compressed, least and greatest value not told, for what is as good as random. */
  readonly random?: true
}

/** Rows of a group: of forty tokens 10 MB. */
const GROUP = 32_768

/** A Parquet file that appears under its name only once it is whole ({@link SafeFile}). */
export class ParquetFile {
  readonly #columns: readonly Column[]
  readonly #file: SafeFile
  readonly #bytes = new ByteWriter()
  readonly #writer: ParquetWriter
  #cells: (Cell[] | BigInt64Array)[]
  #rows = 0
  /** Rows of the group that is not yet written. */
  #held = 0

  constructor(path: string, columns: readonly Column[]) {
    this.#columns = columns
    this.#cells = this.#empty()
    this.#file = new SafeFile(path)
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaFromColumnData({ columnData: this.#sources(true) }),
      createdBy: 'amana',
    })
  }

  /** How many rows were added. */
  get rows(): number {
    return this.#rows
  }

  /** Adds a row: a cell for each column. Arrays of bytes are kept until the group is written. */
  add(row: readonly Cell[]): void {
    for (let i = 0; i < row.length; i++) this.#cells[i]![this.#held] = row[i]!
    this.#rows++
    if (++this.#held === GROUP) this.#writeGroup()
  }

  /** Writes the rest, still under a temporary name. */
  finish(): void {
    this.#writeGroup()
    this.#writer.finish()
    this.#flush()
    this.#file.sync()
  }

  /** Gives a finished file its name. */
  commit(): void {
    this.#file.commit()
  }

  /** Leaves nothing behind; after a commit it does nothing. */
  discard(): void {
    this.#file.discard()
  }

  #empty(): (Cell[] | BigInt64Array)[] {
    return this.#columns.map(({ random }) => (random === true ? new BigInt64Array(GROUP) : []))
  }

  #sources(typed: boolean): ColumnSource[] {
    return this.#columns.map(({ name, type, required, random }, i) => ({
      name,
      data: this.#cells[i]!.slice(0, this.#held),
      ...(typed ? { type, nullable: required !== true } : {}),
      ...(random === true
        ? {
            encoding: 'PLAIN' as const,
            codec: 'UNCOMPRESSED' as const,
            statistics: false,
            offsetIndex: false,
          }
        : {}),
    }))
  }

  #writeGroup(): void {
    if (this.#held === 0) return
    this.#writer.write({ columnData: this.#sources(false), rowGroupSize: GROUP })
    this.#cells = this.#empty()
    this.#held = 0
    this.#flush()
  }

  #flush(): void {
    this.#file.write(this.#bytes.getBytes())
    this.#bytes.index = 0
  }
}
