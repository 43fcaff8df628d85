/** One file of evidence as plain data, and as the values of a record. */
import { AmanaError, toHex, type Value } from '@amana/codec'
import { EVIDENCE, isTime, valuesOf } from '@amana/records'

/** What reading a file shows. */
export interface EvidenceFile {
  /** Relative to the folder that was hashed, `/` between folders, exactly as the file system spells it. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** SHA-256 of the whole file, 32 bytes; absent where only the chunk tree was asked for. */
  readonly sha256?: Uint8Array
  /** Root of the chunk tree (`chunk-tree.ts`), 32 bytes; absent where only SHA-256 was asked for. */
  readonly chunkRoot?: Uint8Array
  /** By content. */
  readonly mediaType: string
  /** What the file system says, UTC to the second. Anybody can set it: no proof of when something was recorded. */
  readonly modifiedAt: string
  /** When the last byte was read. */
  readonly hashedAt: string
}

/** One step of custody. `who` is a reference (a number, a role), not a name. */
export interface CustodyStep {
  /** UTC, `YYYY-MM-DDThh:mm:ssZ`. */
  readonly when: string
  readonly who: string
  readonly what: string
  readonly why?: string
}

/** What the organisation knows of a file beyond its bytes. */
export interface EvidenceFacts {
  /** The organisation's own key of the item; the path where none is given. */
  readonly key?: string
  /** Code of EVIDENCE_KIND. */
  readonly kind?: string
  readonly language?: string
  /** When it was recorded or written, if known; never the file's own time. */
  readonly capturedAt?: string
  readonly receivedAt?: string
  /** Record ids, 16 bytes each, in any order. */
  readonly incidents?: readonly Uint8Array[]
  readonly persons?: readonly Uint8Array[]
  /** Record id of the file that this one is a redaction of. */
  readonly redactionOf?: Uint8Array
  readonly custody?: readonly CustodyStep[]
  readonly notes?: string
  /** What an auditor may see of the path, in NFC; nothing unless given. See `plain-path.ts`. */
  readonly openPath?: string
}

const STEP = ['when', 'who', 'what', 'why'] as const

/** Custody as the pairs that a record's field holds: each step begins with its `when`. */
export function custodyPairs(steps: readonly CustodyStep[]): readonly (readonly [string, string])[] {
  return steps.flatMap((step) => {
    if (!isTime(step.when))
      throw new AmanaError('evidence/bad-custody', 'A step of custody has a time, UTC to the second.')
    return STEP.flatMap((name) => {
      const text = step[name]
      return text === undefined ? [] : [[name, text.normalize('NFC')] as const]
    })
  })
}

/** Reads {@link custodyPairs} back. @throws {AmanaError} `evidence/bad-custody` */
export function custodySteps(pairs: readonly (readonly [string, string])[]): readonly CustodyStep[] {
  const steps: Record<string, string>[] = []
  for (const [name, text] of pairs) {
    if (name === 'when') steps.push({})
    const step = steps.at(-1)
    if (step === undefined || name in step || !STEP.some((known) => known === name))
      throw new AmanaError(
        'evidence/bad-custody',
        'Steps of custody are when, who, what and why, in this order.',
      )
    step[name] = text
  }
  return steps.map((step) => {
    if (step.when === undefined || step.who === undefined || step.what === undefined)
      throw new AmanaError('evidence/bad-custody', 'A step of custody says when, who and what.')
    return step as unknown as CustodyStep
  })
}

/** Ascending and without repeats, as records want ids. */
const ascending = (ids: readonly Uint8Array[]): readonly Uint8Array[] =>
  [...new Map(ids.map((id) => [toHex(id), id]))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id)

/**
 * The values of an `evidence@1` record, in the order of its fields.
 *
 * A record's text is in Unicode NFC and file names need not be: where the path is not, `file_name` has its NFC form and
 * `extra` the exact UTF-8 bytes in hex (`path_utf8`), and {@link pathOf} gives the exact path back.
 * @throws {AmanaError} `evidence/bad-custody`
 */
export function evidenceValues(file: EvidenceFile, facts: EvidenceFacts = {}): readonly Value[] {
  const plain = file.path.normalize('NFC')
  const { incidents = [], persons = [], custody = [] } = facts
  return valuesOf(EVIDENCE, {
    status: 'live',
    kind: facts.kind,
    sha256: file.sha256,
    chunk_root: file.chunkRoot,
    size: file.size,
    media_type: file.mediaType,
    path: facts.openPath,
    captured_at: facts.capturedAt,
    received_at: facts.receivedAt,
    modified_at: file.modifiedAt,
    hashed_at: file.hashedAt,
    language: facts.language,
    incidents: incidents.length === 0 ? undefined : ascending(incidents),
    persons: persons.length === 0 ? undefined : ascending(persons),
    redaction_of: facts.redactionOf,
    key: (facts.key ?? file.path).normalize('NFC'),
    file_name: plain,
    custody: custody.length === 0 ? undefined : custodyPairs(custody),
    notes: facts.notes?.normalize('NFC'),
    extra: plain === file.path ? undefined : [['path_utf8', toHex(new TextEncoder().encode(file.path))]],
  })
}

const defined = <T extends object>(object: { readonly [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T

/** What {@link evidenceValues} was made of, from a record's values by field name: its inverse, for an update in part. */
export function evidenceOf(named: Readonly<Record<string, Value>>): {
  readonly file: EvidenceFile
  readonly facts: EvidenceFacts
} {
  const read = <T>(name: string): T | undefined => named[name] as T | undefined
  const custody = read<readonly (readonly [string, string])[]>('custody')
  return {
    file: defined<EvidenceFile>({
      path: pathOf(named) ?? '',
      size: Number(named.size),
      sha256: read('sha256'),
      chunkRoot: read('chunk_root'),
      mediaType: String(named.media_type),
      modifiedAt: String(named.modified_at),
      hashedAt: String(named.hashed_at),
    }),
    facts: defined<EvidenceFacts>({
      key: read('key'),
      kind: read('kind'),
      language: read('language'),
      capturedAt: read('captured_at'),
      receivedAt: read('received_at'),
      incidents: read('incidents'),
      persons: read('persons'),
      redactionOf: read('redaction_of'),
      custody: custody === undefined ? undefined : custodySteps(custody),
      notes: read('notes'),
      openPath: read('path'),
    }),
  }
}

/**
 * The exact path of a record's values by field name (`namedValues` of `@amana/records`); null where `file_name` is not among
 * them, as in every view.
 */
export function pathOf(named: Readonly<Record<string, Value>>): string | null {
  const extra = Array.isArray(named.extra) ? (named.extra as readonly (readonly [string, string])[]) : []
  const exact = extra.find(([name]) => name === 'path_utf8')?.[1]
  if (exact !== undefined)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(exact.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
    )
  return typeof named.file_name === 'string' ? named.file_name : null
}

/** What a file is by its content, where nobody says: a code of EVIDENCE_KIND. A statement is one only if somebody says so. */
export function kindOfMedia(mediaType: string): string {
  const type = mediaType.slice(0, mediaType.indexOf('/'))
  if (type === 'video' || type === 'audio') return type
  if (type === 'image') return 'photo'
  return /^text\/|pdf$|rtf$|opendocument|openxmlformats|ole-storage$/.test(mediaType) ? 'document' : 'other'
}

/** Endings of neutral names, for what programs open by their ending. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'video/mp4': '.mp4',
  'video/quicktime': '.mov',
  'video/webm': '.webm',
  'video/3gpp': '.3gp',
  'audio/mpeg': '.mp3',
  'audio/mp4': '.m4a',
  'application/ogg': '.ogg',
  'application/pdf': '.pdf',
  'text/plain': '.txt',
  'application/zip': '.zip',
}

/** A file name that says nothing: the record's id, and an ending by content. For copies that leave the house. */
export const neutralName = (id: Uint8Array, mediaType: string): string =>
  `${toHex(id)}${ENDINGS[mediaType] ?? ''}`
