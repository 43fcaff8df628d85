/**
 * Challenges by hashing (Fiat and Shamir, CRYPTO '86), the strong way: a state stands for the statement and all that the prover
 * has sent so far, and every challenge is a hash of the state. See `docs/tally.md`, section 4.
 */
import { digest, hashToScalar, littleEndian, TAG } from '@amana/crypto'

/** The state after the prover has sent something more. */
export const step = (state: Uint8Array, sent: Uint8Array): Uint8Array => digest(TAG.tallyStep, state, sent)

/** The challenge of this name at this state: a scalar. */
export const challenge = (state: Uint8Array, name: 'y' | 'x' | 'z' | 'xi' | 'omega'): bigint =>
  hashToScalar(TAG.tallyChallenge, state, name)

/**
 * The weights τ of entries `from` (an even number) up to `to`, at a state: 128 bits each, two of a digest. They are
 * short because the check multiplies every commitment by one; a wrong sum passes with probability 2^-128.
 */
export function weights(state: Uint8Array, from: number, to: number): bigint[] {
  const out: bigint[] = []
  for (let i = from; i < to; i += 2) {
    const bytes = digest(TAG.tallyWeights, state, i / 2)
    out.push(littleEndian(bytes.subarray(0, 16)))
    if (i + 1 < to) out.push(littleEndian(bytes.subarray(16)))
  }
  return out
}
