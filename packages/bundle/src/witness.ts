/** What somebody other than the signer says of a checkpoint: that it is one for all, and when it was there at the latest. */
import { AmanaError, equal } from '@amana/codec'
import {
  type Cosignature,
  cosignaturesOf,
  openNote,
  type Policy,
  parseNote,
  quorumTime,
  type VerifierKey,
} from '@amana/log'
import type { Findings, Status, Witnessed } from './report.js'
import type { Fault } from './sentences.js'

/** Who is asked, and what they said. */
export interface Witnesses {
  /** Whose word counts: the reader's own choice, never the documenter's. */
  readonly policy: Policy
  /** Notes of the same checkpoint with cosignatures, as `cosign` makes them: signed by the log as well. Those in the view itself count too. */
  readonly notes: readonly string[]
}

/**
 * Concludes the check `witness`.
 * @param note the checkpoint of the view, its signature verified
 * @param key of the log
 */
export function concludeWitnesses(
  witnesses: Witnesses | undefined,
  note: string,
  key: VerifierKey,
  findings: Findings,
): Witnessed | null {
  const fault = (code: Fault): null => {
    findings.fault('witness', code)
    return null
  }
  if (witnesses === undefined || witnesses.policy.quorum === null) {
    findings.skip('witness', witnesses === undefined ? 'noWitness' : 'noQuorum')
    return null
  }
  const { policy, notes } = witnesses
  if (
    policy.logs.length > 0 &&
    !policy.logs.some((log) => log.name === key.name && equal(log.publicKey, key.publicKey))
  )
    return fault('witness/other-log')
  if (policy.witnesses.some((witness) => equal(witness.publicKey, key.publicKey)))
    return fault('witness/self')
  const { text } = parseNote(note)
  const found: Cosignature[] = []
  for (const each of [note, ...notes]) {
    try {
      const { text: of, cosignatures } = cosignaturesOf(each, policy.witnesses)
      if (of !== text) return fault('witness/other-checkpoint')
      openNote(each, [key])
      found.push(...cosignatures)
    } catch (error) {
      if (!(error instanceof AmanaError)) throw error
      return fault(error.code === 'log/bad-signature' ? 'witness/bad-signature' : 'witness/bad-note')
    }
  }
  const time = quorumTime(witnesses.policy.quorum!, found)
  if (time === null) return fault('witness/too-few')
  findings.pass('witness')
  return { by: [...new Set(found.map(({ key: { name } }) => name))].sort(), time: timeOf(time) }
}

/**
 * Concludes the check `time`. Witnesses and time stamps each say "at the latest", so either is enough and two that differ do
 * not contradict each other; but what was given as proof and does not hold is a failure beside whatever holds.
 */
export function concludeTime(
  witnessed: Witnessed | null,
  stamps: readonly Status[],
  findings: Findings,
): void {
  if (stamps.includes('fail')) findings.fault('time', 'time/bad-stamp')
  else if (witnessed !== null || stamps.includes('pass')) findings.pass('time')
  else findings.skip('time', stamps.length > 0 ? 'stampNotFollowed' : 'noTime')
}

/** POSIX seconds as a time in UTC. Beyond the year 9999 a clock is out of order, and no time is shown as if it were one. */
const timeOf = (seconds: number): string =>
  seconds > 253_402_300_799
    ? '9999-12-31T23:59:59Z'
    : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
