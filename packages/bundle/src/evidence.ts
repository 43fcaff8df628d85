/** Files of evidence into a case: who may be linked, what counts as a change, and which paths an auditor may see. */
import { AmanaError, encode, equal, type Value } from '@amana/codec'
import { randomBytes } from '@amana/crypto'
import {
  type CustodyStep,
  type EvidenceFacts,
  type EvidenceFile,
  evidenceOf,
  evidenceValues,
  kindOfMedia,
} from '@amana/evidence'
import type { Kind, RecordId } from '@amana/records'
import type { Case, ImportCount } from './case.js'
import type { CaseRecord, Operation } from './history.js'
import { mayShowPath, withoutPath } from './open-path.js'
import { Packed } from './packed.js'

/** What an organisation says of one file, by its own keys. What is absent is not said, and stays as the case has it. */
export interface EvidenceInput {
  /** The file as it was read just now. */
  readonly file: EvidenceFile
  /** The organisation's own key of it; its path unless given. */
  readonly key?: string
  /** Code of EVIDENCE_KIND; by content unless given: `video`, `photo`, `audio`, `document`, `other`. */
  readonly kind?: string
  readonly language?: string
  readonly capturedAt?: string
  readonly receivedAt?: string
  /** Keys of incidents. */
  readonly incidents?: readonly string[]
  /** Row ids of persons. */
  readonly persons?: readonly string[]
  /** Key of the file that this one is a redaction of. */
  readonly redactionOf?: string
  readonly custody?: readonly CustodyStep[]
  readonly notes?: string
}

/** How evidence is taken in. */
export interface EvidenceOptions {
  /** Whether a file that holds other bytes than were recorded becomes a new revision; it is refused otherwise. */
  readonly replace?: boolean
  /** Whether files that were withdrawn are listed again. */
  readonly relist?: boolean
  /**
   * Whether auditors may see the paths of new files, also where they are more than numbers and plain words. A path
   * that holds a word of a listed person's name stays sealed in any case.
   */
  readonly openPaths?: boolean
}

/** Why a file cannot be taken. */
export interface EvidenceProblem {
  readonly path: string
  readonly code:
    | 'evidence/repeated-key'
    | 'evidence/bad-name'
    | 'evidence/name-in-custody'
    | 'evidence/other-content'
    | 'evidence/no-such-incident'
    | 'evidence/no-such-person'
    | 'evidence/no-such-file'
    | 'case/too-long'
  readonly reason: string
}

/** The key of an input's record. */
export const evidenceKey = ({ key, file }: Pick<EvidenceInput, 'key' | 'file'>): string =>
  (key ?? file.path).normalize('NFC')

/** What the operations would be, or what is wrong. Nothing has happened yet. */
interface Plan {
  readonly operations: Puts
  readonly count: ImportCount
  readonly problems: readonly EvidenceProblem[]
}

/**
 * What stands in the way of taking these files; empty where {@link addEvidence} will take all of them.
 */
export const evidenceProblems = (
  amana: Case,
  inputs: readonly EvidenceInput[],
  options: EvidenceOptions = {},
): readonly EvidenceProblem[] => plan(amana, inputs, options).problems

/**
 * Takes in files: new ones are added; of known ones, by their keys, what is said anew is updated. The next release lists them.
 * A file with the bytes that were recorded keeps the time at which they were first hashed, so that hashing a folder
 * again changes nothing.
 * @throws {AmanaError} the first of {@link evidenceProblems}, and nothing has happened
 *
 * @example
 * addEvidence(amana, [{ file, kind: 'witness-statement', incidents: ['market'] }])
 */
export function addEvidence(
  amana: Case,
  inputs: readonly EvidenceInput[],
  options: EvidenceOptions = {},
): ImportCount {
  const { operations, count, problems } = plan(amana, inputs, options)
  const [first] = problems
  if (first !== undefined) throw new AmanaError(first.code, first.reason)
  if (operations.size > 0) amana.transact(operations)
  return count
}

/** Operations that put files into a case, made when their turn comes: a folder can hold as many as there is memory for. */
class Puts implements Iterable<Operation> {
  readonly #bytes = new Packed()
  readonly #keys: string[] = []
  /** Of each the place of its secret, 0 where it has none to be put, and that of its values. */
  readonly #places: number[] = []

  get size(): number {
    return this.#keys.length
  }

  add(key: string, secret: Uint8Array | null, values: Uint8Array): void {
    this.#keys.push(key)
    this.#places.push(secret === null ? 0 : this.#bytes.add(secret), this.#bytes.add(values))
  }

  *[Symbol.iterator](): Generator<Operation, void> {
    for (const [i, key] of this.#keys.entries()) {
      const [secret, values] = [this.#places[2 * i]!, this.#places[2 * i + 1]!]
      yield [
        'put',
        'evidence',
        key,
        secret === 0 ? null : this.#bytes.at(secret),
        this.#bytes.at(values),
        false,
      ]
    }
  }
}

function plan(amana: Case, inputs: readonly EvidenceInput[], options: EvidenceOptions): Plan {
  const guard = amana.nameGuard()
  const given = new Set<string>()
  const keys = new Set(inputs.map(evidenceKey))
  const operations = new Puts()
  const problems: EvidenceProblem[] = []
  const count = { added: 0, updated: 0, unchanged: 0, withdrawn: 0 }
  for (const input of inputs) {
    const key = evidenceKey(input)
    const refuse = (code: EvidenceProblem['code'], reason: string) =>
      problems.push({ path: input.file.path, code, reason })
    const before = problems.length
    if (given.has(key)) refuse('evidence/repeated-key', 'Two files have the same key.')
    given.add(key)
    const known = amana.record('evidence', key)
    if (known !== undefined && amana.isWithdrawn(known) && options.relist !== true) {
      count.withdrawn++
      continue
    }
    const links = linksOf(amana, input, keys, refuse)
    const old = known === undefined || amana.isWithdrawn(known) ? null : evidenceOf(amana.valuesByName(known))
    const isSame = old !== null && hasContent(old.file, input.file)
    if (old !== null && !isSame && options.replace !== true)
      refuse(
        'evidence/other-content',
        'The file holds other bytes than were recorded under its key. If that is meant, take it with --replace; the old hashes stay in the log.',
      )
    if (input.custody?.some(({ who }) => guard.holdsName(who)) === true)
      refuse(
        'evidence/name-in-custody',
        'A step of custody says who by a word of a listed person’s name: give a reference, such as “field worker 7”.',
      )
    if (problems.length > before) continue
    // The first reading of the same bytes stands; a hash that it lacked is added.
    const file = isSame ? { ...input.file, ...old.file, path: input.file.path } : input.file
    const values = evidenceValues(file, {
      ...withoutPath(old?.facts),
      ...links,
      key,
      kind: input.kind ?? old?.facts.kind ?? kindOfMedia(file.mediaType),
      ...(mayShowPath(file.path, old?.facts, guard, options.openPaths === true)
        ? { openPath: file.path }
        : {}),
    })
    const current = encoded(values)
    if (current === null) {
      refuse('evidence/bad-name', 'Its name, or what is said of it, is no text that a record can hold.')
      continue
    }
    if (current.length > 65_536) {
      refuse('case/too-long', 'What is said of the file exceeds 64 KiB.')
      continue
    }
    if (known !== undefined && equal(known.current, current)) count.unchanged++
    else {
      operations.add(key, known === undefined ? randomBytes(32) : null, current)
      count[known === undefined ? 'added' : 'updated']++
    }
  }
  return { operations, count, problems }
}

/** The bytes of a record's values; null where a text begins with U+FEFF or piles up marks, as names of files may. */
function encoded(values: readonly Value[]): Uint8Array | null {
  try {
    return encode(values)
  } catch (error) {
    if (error instanceof AmanaError) return null
    throw error
  }
}

/** Whether two readings are of the same bytes, by every hash that both have. */
function hasContent(a: EvidenceFile, b: EvidenceFile): boolean {
  if (a.size !== b.size) return false
  const pairs = [
    [a.sha256, b.sha256],
    [a.chunkRoot, b.chunkRoot],
  ].filter((pair): pair is [Uint8Array, Uint8Array] => pair[0] !== undefined && pair[1] !== undefined)
  return pairs.length > 0 && pairs.every(([x, y]) => equal(x, y))
}

/** What is stated of a file, with ids for keys. Says what is not there. */
function linksOf(
  amana: Case,
  input: EvidenceInput,
  keys: ReadonlySet<string>,
  refuse: (code: EvidenceProblem['code'], reason: string) => void,
): EvidenceFacts {
  const ids = (kind: Kind, list: readonly string[], code: EvidenceProblem['code'], what: string) =>
    list.map((key): RecordId => {
      const record = amana.record(kind, key)
      const standing = record !== undefined && !amana.isWithdrawn(record)
      if (!standing && !(kind === 'evidence' && keys.has(key) && key !== evidenceKey(input)))
        refuse(code, `It is linked to ${what} that the case does not have, or that was withdrawn.`)
      return amana.idOf(kind, key)
    })
  const { language, capturedAt, receivedAt, incidents, persons, redactionOf, custody, notes } = input
  return {
    ...(language === undefined ? {} : { language }),
    ...(capturedAt === undefined ? {} : { capturedAt }),
    ...(receivedAt === undefined ? {} : { receivedAt }),
    ...(custody === undefined ? {} : { custody }),
    ...(notes === undefined ? {} : { notes }),
    ...(incidents === undefined
      ? {}
      : { incidents: ids('incident', incidents, 'evidence/no-such-incident', 'an incident') }),
    ...(persons === undefined
      ? {}
      : { persons: ids('person', persons, 'evidence/no-such-person', 'a person') }),
    ...(redactionOf === undefined
      ? {}
      : { redactionOf: ids('evidence', [redactionOf], 'evidence/no-such-file', 'a file')[0]! }),
  }
}

/** Files of evidence that stand in the case, with the path that each was hashed under. */
export function* standingEvidence(
  amana: Case,
): Generator<{ readonly record: CaseRecord; readonly named: Readonly<Record<string, Value>> }> {
  for (const record of amana.records)
    if (record.kind === 'evidence' && !amana.isWithdrawn(record))
      yield { record, named: amana.valuesByName(record) }
}
