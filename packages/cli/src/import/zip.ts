/** Whether a ZIP container is whole. The XLSX library does not compare checksums: a flipped bit could change a name unseen. */
import { crc32, inflateRawSync } from 'node:zlib'

const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END = 0x06054b50
const LARGEST = 2 ** 30

// Size, packed size and place of an entry of the directory. Where a number does not fit 32 bits, or a writer played safe,
// it stands in the extra field 1 (APPNOTE 4.5.3), in this order.
function wide(view: DataView, at: number): [size: number, packed: number, local: number] {
  const values: [number, number, number] = [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ]
  let extra = at + 46 + view.getUint16(at + 28, true)
  const last = extra + view.getUint16(at + 30, true)
  while (extra + 4 <= last && view.getUint16(extra, true) !== 1) extra += 4 + view.getUint16(extra + 2, true)
  for (const [index, value] of values.entries()) {
    if (value !== 0xffffffff || extra + 12 > last) continue
    values[index] = Number(view.getBigUint64(extra + 4, true))
    extra += 8
  }
  return values
}

/**
 * Whether every file of the container has the size and CRC-32 that its directory states (PKWARE APPNOTE 4.3.12), and all
 * together are at most 1 GiB.
 */
export function isWholeZip(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0) return false
  let total = 0
  try {
    let at = view.getUint32(end + 16, true)
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      if (view.getUint32(at, true) !== CENTRAL) return false
      const method = view.getUint16(at + 10, true)
      const crc = view.getUint32(at + 16, true)
      const [size, packed, local] = wide(view, at)
      total += size
      if (total > LARGEST || view.getUint32(local, true) !== LOCAL) return false
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
      const data = bytes.subarray(start, start + packed)
      const content =
        method === 0 ? data : method === 8 ? inflateRawSync(data, { maxOutputLength: size + 1 }) : undefined
      if (content === undefined || content.length !== size || crc32(content) !== crc) return false
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
    return true
  } catch {
    // Offsets outside of the file, or data that does not inflate.
    return false
  }
}
