/**
 * A case on disk: a folder with its configuration, the wrapped keys, the encrypted store, the public key, and what each
 * release publishes. One process at a time; safe to kill at any moment.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AmanaError, decode, encode, equal, itemAt, toHex, utf8 } from '@amana/codec'
import { digest, newCaseKeys, prf, randomBytes, storeKey, TAG, wipe } from '@amana/crypto'
import { withCommitThreads } from '@amana/crypto/node'
import type { HashStateOptions } from '@amana/evidence/node'
import { encodeScope, type LinkageScope, ownScope } from '@amana/linkage'
import { openNote, parseCheckpoint, parseVerifierKey } from '@amana/log'
import { type Recipients, sealForRecipients, type Unlock } from '@amana/records'
import type { Audience } from '../audience.js'
import { Case } from '../case.js'
import type { Operation, Release } from '../history.js'
import { escrowPieces, makeRelease, makeReleaseBy, type ReleaseOptions } from '../release.js'
import { type ViewOptions, writeView } from '../view.js'
import { choiceValue } from '../view-choice.js'
import { FORMAT, readConfig } from './case-config.js'
import { FORMAT_OF_KEYS, keysFrom, unwrapKeys } from './case-keys.js'
import { Journal } from './journal.js'
import { removeLockParts, takeLock } from './lock.js'
import {
  removePartsIn,
  removePartsOf,
  SafeFile,
  syncFolder,
  writeFileSafely,
  writePiecesSafely,
} from './safe-file.js'

/** What a release leaves in its folder. */
const PUBLISHED = ['checkpoint', 'escrow'] as const

const folderOf = (path: string, release: Release): string => join(path, 'releases', String(release.number))

/** An open case folder. Close it, or the next process has to find out that this one is gone. */
export class CaseFolder {
  readonly path: string
  readonly case: Case
  readonly #journal: Journal
  readonly #unlock: () => void
  #isClosed = false

  /** @internal use {@link createCaseFolder} or {@link openCaseFolder} */
  constructor(path: string, amana: Case, journal: Journal, unlock: () => void) {
    this.path = path
    this.case = amana
    this.#journal = journal
    this.#unlock = unlock
  }

  /** Whether this is a copy or a restored backup of a case that has signed: it may be stale. */
  get mayBeStale(): boolean {
    return this.#journal.moved && this.case.releases.length > 0
  }

  /**
   * Shows the latest published checkpoint (or a view that begins with it) to a case that may be stale.
   * @param note a signed checkpoint of this case
   * @throws {AmanaError} `case/stale` where the case does not hold that checkpoint, `case/not-ours` where its key did not sign it
   */
  confirmLatest(note: string): void {
    let text: string
    try {
      text = openNote(note, [parseVerifierKey(this.case.verificationKey)]).text
    } catch {
      throw new AmanaError('case/not-ours', 'The checkpoint given was not signed with the key of this case.')
    }
    const { size, root } = parseCheckpoint(text)
    if (!this.case.releases.some((release) => release.size === size && equal(release.root, root)))
      throw new AmanaError(
        'case/stale',
        `This copy of the case does not know the published checkpoint of ${size} entries: it is an old backup. Signing with it would fork the log. Restore a newer backup.`,
        { size },
      )
    this.#journal.settle()
  }

  /**
   * Makes a release and writes what it publishes to `releases/N/`: the checkpoint, and the escrow file (for the
   * holders of the escrow key only).
   * @throws {AmanaError} `case/may-be-stale`, and as {@link makeRelease}
   */
  release(options: ReleaseOptions = {}): Release {
    this.#refuseStale()
    const release = makeRelease(this.case, options)
    this.publish(release)
    return release
  }

  /**
   * {@link CaseFolder.release}, with the commitments made by as many threads as there are cores. The same bytes.
   * @throws {AmanaError} `case/may-be-stale`, `case/closed` where it is closed before this is done, and as {@link makeReleaseBy}
   */
  async releaseInThreads(options: ReleaseOptions = {}): Promise<Release> {
    this.#refuseStale()
    return withCommitThreads(async (commit) => {
      const release = await makeReleaseBy(
        async (openings) => {
          const elements = await commit(openings)
          this.#refuseClosed()
          return elements
        },
        this.case,
        options,
      )
      // Where it was closed just now, the next opening writes the files.
      this.#refuseClosed()
      this.publish(release)
      return release
    })
  }

  /** Its keys are wiped, and its lock is let go: nothing may be signed or sealed any more. */
  #refuseClosed(): void {
    if (this.#isClosed)
      throw new AmanaError('case/closed', 'The case folder was closed before this was done.')
  }

  #refuseStale(): void {
    if (this.mayBeStale)
      throw new AmanaError(
        'case/may-be-stale',
        'This case folder was copied or restored since it last signed. Give the latest checkpoint or view that was published (--latest FILE), so that it cannot sign a fork.',
      )
  }

  /** Writes the files of a release again, byte for byte, where they are missing. */
  publish(release: Release): void {
    const folder = folderOf(this.path, release)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSafely(join(folder, 'checkpoint'), utf8(release.note))
    writePiecesSafely(join(folder, 'escrow'), escrowPieces(this.case, release))
  }

  /** Withdraws rows, or files of evidence by their keys; with reason `consent` nothing in the folder holds their secrets and values any more. */
  withdraw(rows: readonly string[], reason: string, kind: 'person' | 'evidence' = 'person'): void {
    this.case.withdraw(kind, rows, reason)
    if (reason === 'consent') this.shred()
  }

  /**
   * Rewrites the store and the escrow files of past releases without what was shredded. The store comes last: as long
   * as it holds the withdrawal itself, a killed process left this undone and the next opening does it.
   * @internal
   */
  shred(): void {
    for (const release of this.case.releases) this.publish(release)
    this.#journal.rewrite(this.case.operations())
  }

  /**
   * Cuts a view and enters it in the ledger before anybody can have it.
   * @param write is given the bytes piece by piece
   * @returns bytes written
   */
  writeView(
    audience: Audience,
    path: string,
    release: Release | undefined = this.case.releases.at(-1),
    options: ViewOptions = {},
  ): number {
    removePartsOf(path)
    const file = new SafeFile(path)
    let size = 0
    try {
      let last = new Uint8Array(0) as Uint8Array
      for (const piece of writeView(this.case, audience, release, options)) {
        file.write(piece)
        size += piece.length
        last = piece
      }
      file.sync()
      // The end mark's digest covers all of the file.
      this.case.transact([
        ['handed', audience, release?.size ?? 0, digest(TAG.file, last), choiceValue(options)],
      ])
      file.commit()
      return size
    } finally {
      file.discard()
    }
  }

  /**
   * Where a hashing run keeps its state, sealed: in the case, under a name that says nothing of what is hashed.
   * @param run what is hashed and how; another run has another state
   */
  hashState(run: string): HashStateOptions {
    const key = storeKey(this.case.keys.master)
    const name = toHex(prf(key, TAG.hashing, run).subarray(0, 8))
    return { path: join(this.path, `hashing-${name}`), key, keep: true }
  }

  close(): void {
    this.#isClosed = true
    const { master, signing, linkage, escrow } = this.case.keys
    wipe(master, signing, linkage, escrow, this.case.scope.key)
    this.#unlock()
  }
}

/** What a new case may be told. */
export interface NewCaseOptions {
  /** Who can open the case: a passphrase or age recipients. */
  readonly protect: Recipients
  /** The linkage scope of a coalition; by default the case's own, which meets nobody else's. */
  readonly scope?: LinkageScope
}

/**
 * Makes a case folder.
 * @throws {AmanaError} `case/exists` for a path that holds something already
 */
export async function createCaseFolder(path: string, options: NewCaseOptions): Promise<CaseFolder> {
  if (existsSync(path) && readdirSync(path).length > 0)
    throw new AmanaError(
      'case/exists',
      'There is something at that path already: a new case needs a new or empty folder.',
    )
  const keys = newCaseKeys()
  const origin = `amana/${toHex(randomBytes(16))}`
  const scope = options.scope ?? ownScope(keys.linkage)
  const secret = encode([FORMAT_OF_KEYS, keys.master, keys.signing, keys.escrow, encodeScope(scope)])
  const wrapped = await sealForRecipients(secret, options.protect)
  wipe(secret)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const unlock = takeLock(path)
  try {
    const journal = Journal.create(path, storeKey(keys.master), origin)
    const amana = new Case(origin, keys, scope, (operations) => journal.append(operations))
    writeFileSafely(join(path, 'keys.age'), wrapped)
    writeFileSafely(join(path, 'key.pub'), utf8(`${amana.verificationKey}\n`), 0o644)
    // Last: without it the folder is no case.
    writeFileSafely(
      join(path, 'config.json'),
      utf8(`${JSON.stringify({ format: FORMAT, origin }, null, 2)}\n`),
    )
    return new CaseFolder(path, amana, journal, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

/**
 * Opens a case folder.
 * @throws {AmanaError} `case/not-a-case`, `case/in-use`, `case/locked` (wrong passphrase or identity), `store/…`
 */
export async function openCaseFolder(path: string, by: Unlock): Promise<CaseFolder> {
  const origin = readConfig(path)
  const unlock = takeLock(path)
  try {
    const secret = await unwrapKeys(path, by)
    const { keys, scope } = keysFrom(secret)
    wipe(secret)
    let journal: Journal | null = null
    const amana: Case = new Case(origin, keys, scope, (operations) => journal!.append(operations))
    wipe(scope.key)
    let unfinished = false
    journal = Journal.open(path, storeKey(keys.master), origin, (operation, limits) => {
      unfinished ||= itemAt(operation, 0) === 'withdraw' && itemAt(operation, 3) === 'consent'
      amana.apply(decode(operation, limits) as Operation)
    })
    journal.removeOthers()
    removeParts(path, amana.releases)
    const folder = new CaseFolder(path, amana, journal, unlock)
    if (unfinished) folder.shred()
    // A release that was signed but killed before its files were written is published now.
    for (const release of amana.releases)
      if (PUBLISHED.some((name) => !existsSync(join(folderOf(path, release), name)))) folder.publish(release)
    return folder
  } catch (error) {
    unlock()
    throw error
  }
}

/** The origin and the verification key of a case folder, without opening it. */
export function readPublic(path: string): { readonly origin: string; readonly key: string } {
  return { origin: readConfig(path), key: readFileSync(join(path, 'key.pub'), 'utf8').trim() }
}

/** Removes what a killed process had begun to write. */
function removeParts(path: string, releases: readonly Release[]): void {
  removeLockParts(path)
  removePartsIn(path)
  for (const folder of releases.map((release) => folderOf(path, release)))
    if (existsSync(folder)) removePartsIn(folder)
  syncFolder(path)
}
