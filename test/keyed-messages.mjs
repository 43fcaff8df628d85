/** What was keyed under each linkage token, for vectors and for an adversary who plays the maker of tokens himself. */
import { backend, useBackend } from '@amana/crypto'

/** Runs something; `told` is given each message that is keyed meanwhile, and what it gives. */
export function whileKeyed(told, run) {
  const before = backend()
  useBackend({
    ...before,
    hmacSha256Many(key, data, ends, count, out, at, width) {
      before.hmacSha256Many(key, data, ends, count, out, at, width)
      for (let i = 0; i < count; i++)
        told(data.slice(ends[i - 1] ?? 0, ends[i]), out.slice(at + width * i, at + width * (i + 1)))
    },
  })
  try {
    return run()
  } finally {
    useBackend(before)
  }
}
