/** What was keyed under each linkage token, for vectors and for an adversary who plays the maker of tokens himself. */
import { backend, useBackend } from '@amana/crypto'

/** Runs something; `told` is given each message that is keyed meanwhile, and what it gives. */
export function whileKeyed(told, run) {
  const before = backend()
  useBackend({
    ...before,
    hmacSha256Keyed(key) {
      const mac = before.hmacSha256Keyed(key)
      return (message) => {
        const out = mac(message)
        told(message, out)
        return out
      }
    },
  })
  try {
    return run()
  } finally {
    useBackend(before)
  }
}
