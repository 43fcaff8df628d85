/** What views are asked beside their own checks, shared out among them: each gets what the command would be given for it. */
import { type Compared, parseCompared, type Report, SeenCheckpoints, type VerifyOptions } from '@amana/bundle'
import { AmanaError, equal, fromHex } from '@amana/codec'
import { type Policy, parseNote, parsePolicy, parseVerifierKey } from '@amana/log'
import type { Signed } from './examine.js'
import type { GivenBeside } from './protocol.js'

export class Asked {
  readonly #all: readonly Signed[]
  readonly #seen: SeenCheckpoints | null
  readonly #compared: readonly Compared[]
  readonly #policy: Policy | null
  readonly #notes: readonly string[]

  /** @throws {AmanaError} `compare/bad-line`, `seen/bad-file`, `log/bad-policy` */
  constructor({ seen, policy, cosignatures, said }: GivenBeside, all: readonly Signed[]) {
    this.#all = all
    this.#seen = seen === null ? null : SeenCheckpoints.parse(seen)
    this.#compared = said === '' ? [] : [parseCompared(said)]
    this.#policy = policy === null ? null : parsePolicy(policy)
    this.#notes = cosignatures
  }

  /**
   * In the order in which they are verified: key by key, and the older first, which no memory may take for a step back.
   */
  inOrder(): readonly Signed[] {
    const keys = [...new Set(this.#all.map(({ key }) => key))]
    const size = ({ checkpoint }: Signed) => checkpoint?.size ?? 0
    return keys.flatMap((key) => this.#all.filter((one) => one.key === key).sort((a, b) => size(a) - size(b)))
  }

  /** @throws {AmanaError} `seen/other-key` */
  optionsFor(one: Signed): Pick<VerifyOptions, 'seen' | 'compare' | 'witnesses'> {
    const [compare] = this.#ofView(one, this.#compared, isOf)
    const notes = this.#ofView(one, this.#notes, isOver)
    return {
      ...(this.#seen === null ? {} : { seen: this.#seen.forReader(one.key) }),
      ...(compare === undefined ? {} : { compare }),
      ...(this.#policy === null ? {} : { witnesses: { policy: this.#policy, notes } }),
    }
  }

  /** Remembers a view that failed no check. */
  remember({ key }: Signed, { ok, size, root }: Report): void {
    if (ok) this.#seen?.add(key, { size: size!, root: fromHex(root!) })
  }

  /** The file of seen checkpoints as it is now; null where none was given or begun. */
  get seen(): string | null {
    return this.#seen?.format() ?? null
  }

  /** What concerns no view at all is held against each, and fails: it is not passed over in silence. */
  #ofView<T>(one: Signed, items: readonly T[], concerns: (item: T, of: Signed) => boolean): readonly T[] {
    return items.filter((item) => concerns(item, one) || !this.#all.some((other) => concerns(item, other)))
  }
}

const isOf = (compared: Compared, { key, checkpoint }: Signed): boolean =>
  'origin' in compared
    ? compared.origin === parseVerifierKey(key).name
    : checkpoint !== null && equal(checkpoint.root, compared.root)

function isOver(note: string, { note: own }: Signed): boolean {
  try {
    return own !== null && parseNote(note).text === parseNote(own).text
  } catch (error) {
    if (error instanceof AmanaError) return false
    throw error
  }
}
