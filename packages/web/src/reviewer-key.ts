/** The reviewer's key in the worker: opened from its file, kept in memory alone, and what is signed by it. */
import {
  openReviewerKey,
  personsWith,
  recordWithId,
  type Signer,
  signAssessment,
  signRequest,
} from '@amana/bundle'
import { AmanaError, fromHex, fromUtf8, utf8 } from '@amana/codec'
import { publicKeyOf, wipe } from '@amana/crypto'
import { verifierKey } from '@amana/log'
import { identitiesIn } from '@amana/records'
import type { Examined } from './examine.js'
import type { Made, Opened, SignTask, UnlockTask } from './protocol.js'

const AGE = 'age-encryption.org/'
/** A key file has some hundred bytes, an identity file too. */
const MOST = 1 << 16

export class ReviewerKey {
  #signer: Signer | null = null

  /**
   * Opens the key among some files.
   * @throws {AmanaError} `web/no-key-file` where not just one of them is an age file, `web/no-unlock` where nothing is there to open it,
   * `grant/locked`, `loop/bad-key-file`
   */
  async open({ files, passphrase }: UnlockTask): Promise<Opened> {
    this.#forget()
    const [keys, identities]: [Uint8Array[], string[]] = [[], []]
    for (const file of files) {
      const bytes = new Uint8Array(await file.slice(0, MOST).arrayBuffer())
      const isAge = utf8(AGE).every((byte, i) => bytes[i] === byte)
      if (isAge) keys.push(bytes)
      else identities.push(...identitiesOf(bytes))
    }
    const [file, ...more] = keys
    if (file === undefined || more.length > 0)
      throw new AmanaError('web/no-key-file', 'Give one key file, as amana reviewer-key makes it.')
    if (identities.length === 0 && passphrase === '')
      throw new AmanaError(
        'web/no-unlock',
        'Give the passphrase of the key, or the identity file that opens it.',
      )
    const signer = await openReviewerKey(file, identities.length > 0 ? { identities } : { passphrase })
    this.#signer = signer
    return { name: signer.name, key: verifierKey(signer.name, publicKeyOf(signer.seed)) }
  }

  /** @throws {AmanaError} `web/no-key` where none is open, or the worker is a new one */
  needed(): Signer {
    if (this.#signer === null)
      throw new AmanaError('web/no-key', 'The key is not open (any more): open it again.')
    return this.#signer
  }

  #forget(): void {
    if (this.#signer !== null) wipe(this.#signer.seed)
    this.#signer = null
  }
}

/** None where the file is not one of identities. */
function identitiesOf(bytes: Uint8Array): readonly string[] {
  try {
    return identitiesIn(fromUtf8(bytes)) ?? []
  } catch (error) {
    if (error instanceof AmanaError) return []
    throw error
  }
}

/**
 * Signs a document about a verified view, as `amana request` and `amana assess` do.
 * @throws {AmanaError} `loop/unknown-record`, `loop/closed-field`, `loop/bad-document`
 */
export function signed(
  { make, time }: SignTask,
  { verified: { report }, records }: Examined,
  signer: Signer,
): Made {
  const { origin, size, root } = report
  const checkpoint = { origin: origin!, size: size!, root: fromHex(root!) }
  if (make.kind === 'assessment') {
    const { kind: _, id, ...found } = make
    return {
      bytes: signAssessment({ ...found, checkpoint, records: [fromHex(id)] }, time, signer),
      records: 1,
    }
  }
  const { kind: _, ids, where, ...asked } = make
  const persons = records.standing('person')
  const labelOf = (id: string) => records.newest('incident', id)?.get('label')
  const chosen =
    ids.length > 0 ? ids.map((id) => recordWithId(persons, id)) : personsWith(persons, where, labelOf)
  return {
    bytes: signRequest({ ...asked, checkpoint, records: chosen }, time, signer),
    records: chosen.length,
  }
}
