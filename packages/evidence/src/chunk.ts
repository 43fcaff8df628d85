/** How a file is cut into chunks. Imports nothing, so that a hashing thread loads no more than this. */

/** Bytes of every chunk but the last, which may be shorter: 1 MiB. */
export const CHUNK_BYTES = 1 << 20

/** Bytes of the chunk at `index` (from 0) of a file of `size` bytes; 0 where there is no such chunk. */
export const chunkLength = (size: number, index: number): number =>
  Math.max(0, Math.min(CHUNK_BYTES, size - index * CHUNK_BYTES))
