/** A small case on disk for the tests of the store, what it publishes, and what it says of itself. */
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIENCES, type Case, type Release, writeView } from '@amana/bundle'
import { type CaseFolder, createCaseFolder, openCaseFolder } from '@amana/bundle/node'
import { AmanaError, concat, decode, toHex, type Value } from '@amana/codec'
import type { PersonInput } from '@amana/records'
import type { Identity } from '../cli/amana.js'

const GIVEN = [
  'رائد',
  'بسمة',
  'نضال',
  'وئام',
  'شادي',
  'ميساء',
  'قصي',
  'ريتا',
  'فراس',
  'هيام',
  'باسل',
  'جلنار',
]
const FAMILY = ['الدرويش', 'القطيفاني', 'البوشي', 'الخلوف', 'المسالمة']

/** Made-up people, always the same; nobody among them exists. */
export const people = (count: number, from = 0): PersonInput[] =>
  Array.from({ length: count }, (_, i) => from + i).map((i) => ({
    rowId: `r${i}`,
    given: GIVEN[i % GIVEN.length]!,
    father: GIVEN[(i * 7 + 3) % GIVEN.length]!,
    family: FAMILY[i % FAMILY.length]!,
    mother: 'سلافة',
    latin: 'Firas Khallouf',
    sex: i % 3 === 0 ? 'female' : 'male',
    ageMin: 10 + (i % 50),
    ageMax: 10 + (i % 50),
    dateOfDeath: `2014-1${i % 3}-0${1 + (i % 9)}`,
    incident: `strike ${i % 4}`,
    place: 'Manbij',
    sources: [{ kind: 'video', count: 1 + (i % 3) }],
    notes: 'told by سلافة',
  }))

/** Every name of {@link people}. */
export const NAMES = [...GIVEN, ...FAMILY, 'سلافة', 'Firas', 'Khallouf']

export const newCase = (path: string, { recipient }: Identity): Promise<CaseFolder> =>
  createCaseFolder(path, { protect: { recipients: [recipient] } })

export const openCase = (path: string, { secret }: Identity): Promise<CaseFolder> =>
  openCaseFolder(path, { identities: [secret] })

/** Opens a case, uses it, closes it. */
export async function within<T>(
  path: string,
  identity: Identity,
  work: (folder: CaseFolder) => T | Promise<T>,
): Promise<T> {
  const folder = await openCase(path, identity)
  try {
    return await work(folder)
  } finally {
    folder.close()
  }
}

/** Copies a folder with all in it, as `cp -r` does: into the files that are there already, or into new ones. */
export const copy = (from: string, to: string): void => cpSync(from, to, { recursive: true })

/** The code with which something was refused. */
export async function refusal(work: () => unknown): Promise<string> {
  try {
    await work()
  } catch (error) {
    if (error instanceof AmanaError) return error.code
    throw error
  }
  return 'not refused'
}

/** All files under a folder, by their path within it. */
export function filesOf(folder: string): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  if (!existsSync(folder)) return found
  for (const name of (readdirSync(folder, { recursive: true }) as string[]).sort())
    if (statSync(join(folder, name)).isFile())
      found.set(name, Uint8Array.from(readFileSync(join(folder, name))))
  return found
}

/** What a release gives to the world: its checkpoint, its escrow file, a view for each audience. */
export interface Published {
  readonly checkpoint: string
  readonly escrow: string
  readonly views: readonly string[]
}

/** All of it in hexadecimal, made anew from the case. */
export const publishedBy = (amana: Case, path: string, release: Release): Published => ({
  checkpoint: readFileSync(join(path, 'releases', String(release.number), 'checkpoint'), 'utf8'),
  escrow: readFileSync(join(path, 'releases', String(release.number), 'escrow'), 'hex'),
  views: AUDIENCES.map((audience) =>
    toHex(concat(...writeView(amana, audience, release, { random: (bytes) => new Uint8Array(bytes) }))),
  ),
})

/**
 * What a case holds, in a form that two runs of one command agree on: without secrets, roots and signatures, which are
 * random, and without saying which unchanged records a release took with it.
 */
export function canonical(amana: Case): string {
  const plain = (value: Value): unknown =>
    value instanceof Uint8Array
      ? toHex(value)
      : Array.isArray(value)
        ? value.map(plain)
        : value instanceof Map
          ? [...value].map(([key, item]) => [key, plain(item as Value)])
          : value
  const records = [...amana.records].map(({ kind, key, current, derived, logged }) =>
    JSON.stringify([kind, key, plain(decode(current)), derived, kind === 'statement' ? logged.length : null]),
  )
  return JSON.stringify([
    records.sort(),
    amana.log.map(({ record, logged }) => `${record.kind} ${logged.revision}`).sort(),
    amana.releases.map(({ number, size, time }) => [number, size, time]),
    amana.ledger.map(({ audience, size }) => [audience, size]),
  ])
}
