/** What `amana hash` says: numbers that add up, and every file that was not taken, with its reason. */
import { type addEvidence, type EvidenceInput, evidenceKey, standingEvidence } from '@amana/bundle'
import type { CaseFolder } from '@amana/bundle/node'
import type { Checksum } from '@amana/evidence'
import type { HashedFile, HashProgress } from '@amana/evidence/node'
import { DISCREET_NOTE } from '../discreet.js'
import { EXIT } from '../exit.js'
import type { Result } from '../output.js'
import { plain } from '../report-words.js'

/** Something that was not taken, and why. Paths are discreet by the time they are printed. */
export interface Refused {
  readonly path?: string
  readonly line?: number
  readonly column?: string
  readonly code: string
  readonly reason: string
}

/** What was read of a folder. */
export interface Reading {
  readonly files: readonly HashedFile[]
  readonly refused: readonly Refused[]
  readonly bytes: number
  readonly progress: HashProgress | null
}

/** So many are listed for people; programs get all. */
const SHOWN = 100

/** Bytes in the unit that a person reads. */
export const size = (bytes: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const step = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3))
  return `${step === 0 ? bytes : (bytes / 1000 ** step).toFixed(1)} ${units[step]}`
}

/** What came of a run. */
export interface Outcome {
  readonly reading: Reading
  readonly ok: boolean
  readonly count: ReturnType<typeof addEvidence>
  readonly taken: readonly EvidenceInput[]
  readonly inputs: readonly EvidenceInput[]
  readonly refused: readonly Refused[]
  readonly sums: { readonly entries: readonly Checksum[] } | null
  readonly prefix: string
}

/** The result, for programs and for people. */
export function resultOf(amana: CaseFolder, folder: string, outcome: Outcome): Result {
  const { reading, ok, count, taken, inputs, refused, sums, prefix } = outcome
  // Each file counts once, however much is wrong with it; lines that are of no file are no files.
  const files = reading.files.length + reading.refused.length
  const accepted = ok ? taken.length - count.withdrawn : 0
  const left = files - taken.length
  const here = new Set(inputs.map((input) => evidenceKey(input)))
  let [open, sealed, absent] = [0, 0, 0]
  for (const { record, named } of standingEvidence(amana.case)) {
    const name = typeof named.file_name === 'string' ? named.file_name : ''
    if (here.has(record.key)) typeof named.path === 'string' ? open++ : sealed++
    else if (name.startsWith(prefix)) absent++
  }
  const unlisted =
    sums === null
      ? 0
      : reading.files.filter(
          ({ path }) => !sums.entries.some((entry) => entry.path.replace(/^(?:\.\/)+/, '') === path),
        ).length
  const weak = [
    ...new Set(
      (sums?.entries ?? []).map(({ algorithm }) => algorithm).filter((name) => /^(md5|sha1)$/.test(name)),
    ),
  ]
  const rate = reading.progress?.bytesPerSecond ?? 0
  return {
    json: {
      ok,
      files,
      bytes: reading.bytes,
      taken: accepted,
      ...count,
      refused: left,
      problems: refused,
      paths: { open, sealed },
      absent,
      ...(sums === null ? {} : { unlisted, weak }),
      bytesPerSecond: Math.round(rate),
      resumedBytes: reading.progress?.resumedBytes ?? 0,
    },
    text: inWords(folder, { ...outcome, files, accepted, left, open, sealed, absent, unlisted, weak, rate }),
    exit: ok ? EXIT.good : EXIT.misuse,
  }
}

function inWords(
  folder: string,
  what: Outcome & {
    readonly files: number
    readonly accepted: number
    readonly left: number
    readonly open: number
    readonly sealed: number
    readonly absent: number
    readonly unlisted: number
    readonly weak: readonly string[]
    readonly rate: number
  },
): string {
  const { reading, ok, count, refused } = what
  const resumed = reading.progress?.resumedBytes ?? 0
  const lines = [
    `${plain(folder)}: ${what.files} files, ${size(reading.bytes)}, ${size(what.rate)} a second${resumed > 0 ? `, ${size(resumed)} of hashing taken up from the run before` : ''}.`,
  ]
  for (const { path, line, column, reason, code } of refused.slice(0, SHOWN)) {
    const place = [
      ...(path === undefined ? [] : [plain(path)]),
      ...(line === undefined ? [] : [`line ${line}`]),
      ...(column === undefined || column === '' ? [] : [`column ${column}`]),
    ]
    lines.push(`  ${place.join(', ')}: ${reason} [${code}]`)
  }
  if (refused.length > SHOWN) lines.push(`  … and ${refused.length - SHOWN} more: --json lists them all.`)
  if (refused.some(({ path }) => path?.includes('#') === true)) lines.push(`  ${DISCREET_NOTE}`)
  if (!ok) {
    lines.push(
      'Nothing was taken: the case is as it was. Mend what is listed above, or take the rest with --partial.',
    )
    return lines.join('\n')
  }
  lines.push(
    `Taken: ${count.added} added, ${count.updated} updated, ${count.unchanged} unchanged${what.left > 0 ? `; ${what.left} refused` : ''}.${
      count.withdrawn === 0
        ? ''
        : ` ${count.withdrawn} were withdrawn earlier and stay so (--relist lists them again).`
    }`,
    `Paths: auditors will see ${what.open}; ${what.sealed} stay sealed, since they could name somebody (--open-paths shows new ones too).`,
  )
  if (what.absent > 0)
    lines.push(`${what.absent} files that the case has are not in this folder. An audit will miss them.`)
  if (what.unlisted > 0)
    lines.push(`${what.unlisted} files are not in the checksum file: it says nothing of them.`)
  if (what.weak.length > 0)
    lines.push(`The checksum file has ${what.weak.join(' and ')}: that shows accidents, not forgery.`)
  lines.push('The next release lists them.')
  return lines.join('\n')
}
