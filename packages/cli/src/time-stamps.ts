/** Time stamps beside a view: tokens of RFC 3161, checked; OpenTimestamps proofs, followed to the blocks that must hold them. */
import { readFileSync, statSync } from 'node:fs'
import type { Language, Status } from '@amana/bundle'
import { AmanaError, utf8 } from '@amana/codec'
import { isOpenTimestamp } from '@amana/evidence'
import { readOpenTimestamp, verifyTimestamp } from '@amana/evidence/node'
import { parseCheckpoint } from '@amana/log'
import { shownName } from './input-file.js'

/** The options that say what tokens are checked against. */
export interface TimeStampOptions {
  readonly timestamp?: readonly string[]
  readonly tsaRoots?: string
  readonly tsaPolicy?: string
  readonly tsaAt?: string
}

/** What came of one. */
export interface TimeStamp {
  readonly file: string
  readonly kind: 'rfc3161' | 'opentimestamps'
  readonly status: Status
  readonly statement: string
  /** UTC; null where it is not known. */
  readonly time: string | null
  readonly code?: string
}

/** Larger files are no time stamps. */
const MOST = 1 << 20

const SENTENCES = {
  en: {
    proves: (time: string, authority: string, policy: string) =>
      `This checkpoint existed at ${time}, if the authority is honest (${authority}; policy ${policy}).`,
    commits: (where: string) =>
      `The proof commits to this checkpoint. Not checked here: ${where}. Whoever has a node of Bitcoin can look.`,
    block: (height: number, root: string) => `that block ${height} of Bitcoin has the Merkle root ${root}`,
    pending: (calendar: string) => `the calendar ${calendar} has only promised a block yet`,
    unknown: 'an attestation of another kind',
  },
  ar: {
    proves: (time: string, authority: string, policy: string) =>
      `كانت نقطة التحقق هذه موجودة في ${time} إذا كانت الجهة أمينة (${authority}؛ السياسة ${policy}).`,
    commits: (where: string) =>
      `يلتزم البرهان بنقطة التحقق هذه. لم يفحص هنا: ${where}. يمكن لمن لديه عقدة بيتكوين أن يتأكد.`,
    block: (height: number, root: string) => `أن جذر ميركل للكتلة ${height} في بيتكوين هو ${root}`,
    pending: (calendar: string) => `لم يعد التقويم ${calendar} إلا بكتلة لاحقة`,
    unknown: 'شهادة من نوع آخر',
  },
} as const

/**
 * Checks time stamps over a checkpoint.
 * @param note the checkpoint as the view carries it; its signature has been verified
 */
export function checkTimeStamps(
  note: string,
  options: TimeStampOptions,
  language: Language,
): readonly TimeStamp[] {
  const data = stampedIn(note)
  return (options.timestamp ?? []).map((file) => check(file, data, options, language))
}

/** What may have been stamped: the signed checkpoint as it was published, also where witnesses have signed below since. */
function stampedIn(note: string): readonly Uint8Array[] {
  const end = note.indexOf('\n\n') + 1
  const { origin } = parseCheckpoint(note.slice(0, end))
  const own = note
    .slice(end + 1)
    .split('\n')
    .filter((line) => line.startsWith(`— ${origin} `))
  return [note, `${note.slice(0, end)}\n${own.join('\n')}\n`].map(utf8)
}

function check(
  file: string,
  data: readonly Uint8Array[],
  options: TimeStampOptions,
  language: Language,
): TimeStamp {
  if (statSync(file).size > MOST)
    throw new AmanaError('timestamp/bad-token', `${shownName(file)} is too large.`)
  const bytes = Uint8Array.from(readFileSync(file))
  const isProof = isOpenTimestamp(bytes)
  const about = { file: shownName(file), kind: isProof ? ('opentimestamps' as const) : ('rfc3161' as const) }
  try {
    return { ...about, ...(isProof ? proof(bytes, data, language) : token(bytes, data, options, language)) }
  } catch (error) {
    if (!(error instanceof AmanaError) || !/^timestamp\/(?!bad-roots)/.test(error.code)) throw error
    return { ...about, status: 'fail', statement: error.message, time: null, code: error.code }
  }
}

type Verdict = Omit<TimeStamp, 'file' | 'kind'>

function token(
  bytes: Uint8Array,
  data: readonly Uint8Array[],
  { tsaRoots, tsaPolicy, tsaAt }: TimeStampOptions,
  language: Language,
): Verdict {
  if (tsaRoots === undefined)
    throw new AmanaError(
      'cli/no-roots',
      'A time stamp is checked against roots that you trust: give --tsa-roots FILE, certificates in PEM.',
    )
  const at = tsaAt === undefined ? Date.now() : Date.parse(tsaAt)
  if (Number.isNaN(at))
    throw new AmanaError('cli/bad-time', '--tsa-at is a time such as 2016-11-24T12:00:00Z.')
  const { time, authority, policy } = verifyTimestamp(bytes, {
    data,
    roots: readFileSync(tsaRoots, 'latin1'),
    at,
    ...(tsaPolicy === undefined ? {} : { policy: tsaPolicy }),
  })
  return { status: 'pass', time, statement: SENTENCES[language].proves(time, authority, policy) }
}

function proof(bytes: Uint8Array, data: readonly Uint8Array[], language: Language): Verdict {
  const words = SENTENCES[language]
  const { attestations } = readOpenTimestamp(bytes, data)
  const where = attestations.map((attestation) =>
    attestation.kind === 'bitcoin'
      ? words.block(attestation.height, attestation.merkleRoot)
      : attestation.kind === 'pending'
        ? words.pending(attestation.calendar)
        : words.unknown,
  )
  return { status: 'not-checked', time: null, statement: words.commits(where.join('; ')) }
}
