import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import {
  addEvidence,
  type EvidenceInput,
  type EvidenceOptions,
  evidenceKey,
  evidenceProblems,
} from '@amana/bundle'
import { type CaseFolder, writeFileSafely } from '@amana/bundle/node'
import { AmanaError, equal, utf8 } from '@amana/codec'
import { type Checksum, type DigestName, formatChecksums, neutralName, parseChecksums } from '@amana/evidence'
import {
  checkBag,
  type HashedFile,
  type HashProgress,
  hashFiles,
  removeHashState,
  writeBag,
} from '@amana/evidence/node'
import { codeOf, EVIDENCE_KIND } from '@amana/records'
import { discreetPath } from '../discreet.js'
import { type EvidenceTable, readEvidenceTable } from '../import/evidence.js'
import { bytesOf, shownName } from '../input-file.js'
import type { Result } from '../output.js'
import { Progress } from '../progress.js'
import { type UnlockOptions, withCase } from '../unlock.js'
import { type Reading, type Refused, resultOf, size } from './hash-result.js'

/** Options of `amana hash`. */
export interface HashOptions extends UnlockOptions {
  readonly table?: string
  readonly kind?: string
  readonly as?: string
  readonly openPaths?: boolean
  readonly partial?: boolean
  readonly replace?: boolean
  readonly relist?: boolean
  readonly chunksOnly?: boolean
  readonly against?: string
  readonly bag?: boolean
  readonly bagit?: string
  readonly sha256sums?: string
}

const REASONS: Readonly<Record<string, string>> = {
  link: 'It is a symbolic link, and links are not followed.',
  special: 'It is neither a file nor a folder.',
  unreadable: 'It cannot be read, or its name is no text.',
  'changed-while-read': 'It changed while it was read. Hash it when nobody writes to it.',
}

/** Reads all files of a folder and records them as evidence: every file is taken, or listed with its reason. */
export async function hash(path: string, folder: string, options: HashOptions): Promise<Result> {
  const prefix = prefixOf(options.as)
  const kind = options.kind === undefined ? undefined : kindOf(options.kind)
  const root = payloadOf(folder, options)
  if (isBelow(root, path))
    throw new AmanaError('evidence/case-inside', 'The case lies inside of the folder that is to be hashed.')
  checkTwins(root, options)
  const table = options.table === undefined ? null : await tableOf(options.table)
  const sums = options.against === undefined ? null : await sumsOf(options.against)
  if (options.bag === true) await checkReceived(folder)
  return withCase(path, options, async (amana) => {
    const digests: readonly DigestName[] =
      options.chunksOnly === true && sums === null
        ? []
        : ['sha256', ...new Set((sums?.entries ?? []).map(({ algorithm }) => algorithm))]
    const wanted = [...new Set(digests)]
    const state = amana.hashState([root, ...wanted].join('\n'))
    const reading = await read(root, wanted, state)
    const refused: Refused[] = [...reading.refused, ...(table?.problems ?? [])]
    const good = against(reading.files, sums?.entries ?? [], refused)
    const inputs = inputsOf(good, prefix, table, kind, refused)
    const rules: EvidenceOptions = {
      replace: options.replace === true,
      relist: options.relist === true,
      openPaths: options.openPaths === true,
    }
    const problems = evidenceProblems(amana.case, inputs, rules)
    for (const problem of problems) refused.push({ ...problem, path: problem.path.slice(prefix.length) })
    const bad = new Set(problems.map(({ path: at }) => at))
    const taken = inputs.filter(({ file }) => !bad.has(file.path))
    const ok = refused.length === 0 || options.partial === true
    if (ok && refused.length > 0 && options.bagit !== undefined)
      throw new AmanaError(
        'evidence/not-whole',
        'A bag is made of whole folders only, and something was refused: leave out --bagit, or mend the folder.',
      )
    const count = ok
      ? addEvidence(amana.case, taken, rules)
      : { added: 0, updated: 0, unchanged: 0, withdrawn: 0 }
    // What was hashed is worth keeping until the case has it: a table that is mended needs no second hashing.
    if (ok) removeHashState(state)
    if (ok) writeTwins(amana, root, taken, prefix, options)
    const named = refused.map(({ path: at, ...why }) => ({
      ...(at === undefined ? {} : { path: discreetPath(root, at) }),
      ...why,
    }))
    return resultOf(amana, folder, {
      reading,
      ok,
      count,
      taken,
      refused: named,
      sums,
      prefix,
      inputs,
    })
  })
}

function kindOf(word: string): string {
  const code = codeOf(EVIDENCE_KIND, word)
  if (code === undefined)
    throw new AmanaError(
      'evidence/unknown-kind',
      `--kind is one of ${EVIDENCE_KIND.terms.map((term) => term.code).join(', ')}.`,
    )
  return code
}

/** A folder of the case under which the files of this folder stand, for cases with several. */
function prefixOf(name: string | undefined): string {
  if (name === undefined) return ''
  const plainName = name.replace(/\/+$/, '').normalize('NFC')
  if (plainName === '' || plainName.split('/').some((part) => ['', '.', '..'].includes(part)))
    throw new AmanaError('evidence/bad-path', '--as is a name, or names with "/" between them.')
  return `${plainName}/`
}

/** The folder whose files are recorded, by its real name. */
function payloadOf(folder: string, { bag = false }: HashOptions): string {
  const at = bag ? join(folder, 'data') : folder
  if (!existsSync(at)) throw new AmanaError('evidence/no-folder', 'There is no such folder.')
  return realpathSync(at)
}

/** Whether a path leads into a folder, or is it. */
function isBelow(root: string, path: string): boolean {
  const real = existsSync(path) ? realpathSync(path) : resolve(path)
  return `${real}${sep}`.startsWith(`${root}${sep}`)
}

/** What would stop a twin from being written is said before anything is read. */
function checkTwins(root: string, { sha256sums, bagit, chunksOnly }: HashOptions): void {
  for (const out of [sha256sums, bagit]) {
    if (out === undefined) continue
    if (isBelow(root, dirname(resolve(out))))
      throw new AmanaError('evidence/inside', 'What is written lies outside of the hashed folder.')
    if (chunksOnly === true)
      throw new AmanaError('evidence/nothing-asked', 'Twins need SHA-256: leave out --chunks-only.')
  }
  if (bagit !== undefined && existsSync(bagit))
    throw new AmanaError('evidence/exists', 'There is something where the bag should go.')
}

const tableOf = async (file: string): Promise<EvidenceTable> =>
  readEvidenceTable(await bytesOf(file), { fileName: shownName(file) })

async function sumsOf(file: string): Promise<{ entries: readonly Checksum[]; file: string }> {
  const text = new TextDecoder('utf-8', { fatal: true })
  let parsed: ReturnType<typeof parseChecksums>
  try {
    parsed = parseChecksums(text.decode(await bytesOf(file)))
  } catch (error) {
    if (error instanceof TypeError)
      throw new AmanaError('evidence/bad-sums', 'The checksum file is not UTF-8.')
    throw error
  }
  if (parsed.unreadable.length > 0)
    throw new AmanaError(
      'evidence/bad-sums',
      `Line ${parsed.unreadable[0]} of the checksum file is none (${parsed.unreadable.length} in all). A line that is not read would not be checked.`,
    )
  return { entries: parsed.entries, file: shownName(file) }
}

async function checkReceived(folder: string): Promise<void> {
  const report = await checkBag(folder)
  if (!report.valid)
    throw new AmanaError(
      'evidence/bad-bag',
      `The bag is not valid: ${report.faults.length} faults, the first of which is “${report.faults[0]?.kind}”. Nothing was taken.`,
      { faults: report.faults.map(({ kind }) => kind) },
    )
}

async function read(
  root: string,
  digests: readonly DigestName[],
  state: Parameters<typeof removeHashState>[0],
): Promise<Reading> {
  const files: HashedFile[] = []
  const refused: Refused[] = []
  let progress: HashProgress | null = null
  await Progress.during('Hashing, MB', async (update) => {
    const onProgress = (now: HashProgress) => {
      progress = now
      const [done, all] = [now.bytes, now.allBytes].map((bytes) => Math.floor(bytes / 1e6)) as [
        number,
        number,
      ]
      update(done, all, `${size(now.bytesPerSecond)} a second, file ${now.files} of ${now.allFiles}`)
    }
    for await (const item of hashFiles(root, { digests, state, onProgress }))
      if (item.kind === 'file') files.push(item)
      else refused.push({ path: item.path, code: `evidence/${item.kind}`, reason: REASONS[item.kind]! })
  })
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { files, refused, bytes: files.reduce((sum, file) => sum + file.size, 0), progress }
}

/** Files that are as a checksum file says; what is not is refused, and so is what it lists and is not there. */
function against(
  files: readonly HashedFile[],
  entries: readonly Checksum[],
  refused: Refused[],
): readonly HashedFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const bad = new Set<string>()
  for (const { path: written, algorithm, digest, line } of entries) {
    const path = written.replace(/^(?:\.\/)+/, '')
    const file = byPath.get(path)
    const found = file?.allDigests.get(algorithm)
    if (file === undefined)
      refused.push({
        path,
        line,
        code: 'evidence/missing',
        reason: 'The checksum file lists it, and it is not there.',
      })
    else if (found !== undefined && !equal(found, digest) && !bad.has(path)) {
      bad.add(path)
      refused.push({ path, line, code: 'evidence/changed', reason: 'It is not as the checksum file says.' })
    }
  }
  return files.filter(({ path }) => !bad.has(path))
}

/** The files with what is said of them. A line of the table that is of no file is refused. */
function inputsOf(
  files: readonly HashedFile[],
  prefix: string,
  table: EvidenceTable | null,
  kindOfAll: string | undefined,
  refused: Refused[],
): readonly EvidenceInput[] {
  const used = new Set<string>()
  const inputs = files.map((file): EvidenceInput => {
    const key = file.path.normalize('NFC')
    const said = table?.taken.get(key)?.row ?? {}
    used.add(key)
    const kind = said.kind ?? kindOfAll
    const { path, size: bytes, sha256, chunkRoot, mediaType, modifiedAt, hashedAt } = file
    return {
      ...said,
      ...(kind === undefined ? {} : { kind }),
      file: {
        path: `${prefix}${path}`,
        size: bytes,
        mediaType,
        modifiedAt,
        hashedAt,
        ...(sha256 === undefined ? {} : { sha256 }),
        ...(chunkRoot === undefined ? {} : { chunkRoot }),
      },
    }
  })
  for (const [path, { line }] of table?.taken ?? [])
    if (!used.has(path))
      refused.push({
        path,
        line,
        column: 'file',
        code: 'evidence/no-such-file',
        reason: 'The table has a row for it, and no such file was taken.',
      })
  return inputs
}

/** Twins for other people's tools, of what was taken. */
function writeTwins(
  { case: amana }: CaseFolder,
  root: string,
  taken: readonly EvidenceInput[],
  prefix: string,
  options: HashOptions,
): void {
  const standing = taken.filter((input) => {
    const record = amana.record('evidence', evidenceKey(input))
    return record !== undefined && !amana.isWithdrawn(record)
  })
  const local = (path: string) => path.slice(prefix.length)
  if (options.sha256sums !== undefined) {
    const lines = standing.map(({ file }) => ({ path: local(file.path), digest: file.sha256! }))
    writeFileSafely(resolve(options.sha256sums), utf8(formatChecksums(lines)))
  }
  if (options.bagit === undefined) return
  const byPath = new Map(standing.map((input) => [local(input.file.path), input]))
  writeBag(root, options.bagit, {
    nameOf: (path) => {
      const input = byPath.get(path)
      return input === undefined
        ? null
        : neutralName(amana.idOf('evidence', evidenceKey(input)), input.file.mediaType)
    },
    sha256Of: (path) => byPath.get(path)?.file.sha256,
  })
}
