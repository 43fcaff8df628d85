/** What `amana link` reads of a view: listed persons with their tokens, in which scope and epoch. */
import { type ByteSource, readView, recordFacts } from '@amana/bundle'
import { AmanaError, toHex, type Value } from '@amana/codec'
import { isOwnScope, type LinkRow, packTokens, TOKEN_SLOTS, type Token } from '@amana/linkage'
import { Progress } from '../progress.js'
import { plain } from '../report-words.js'

/** A listed person. */
export interface Person extends LinkRow {
  /** Record id, 32 hexadecimal digits. */
  readonly id: string
  /** That of its incident; empty where it is closed. */
  readonly incident: string
}

/** What tokens are comparable with, as a view says it. */
export interface SeenScope {
  readonly scheme: string
  readonly normaliser: string
  readonly purpose: string
  readonly epoch: number
}

/** The persons of one view. */
export interface List {
  readonly file: string
  readonly persons: readonly Person[]
  /** Listed persons whose tokens are closed in this view. */
  readonly closed: number
  readonly scope: SeenScope
}

/**
 * The listed persons of a view.
 * @param source which of the lists it is
 * @throws {AmanaError} `link/no-tokens`, `link/two-scopes`, and the reader's codes
 */
export async function readList(bytes: ByteSource, file: string, source: number): Promise<List> {
  const newest = new Map<
    string,
    { status: Value | undefined; linkage: Value | undefined; incident: string }
  >()
  const view = await readView(bytes)
  await Progress.during(`Reading ${file}`, async (update) => {
    let done = 0
    for await (const block of view.records) {
      for (const record of block) {
        const { kind, id, get } = recordFacts(record)
        if (kind !== 'person') continue
        const linkage = get('linkage')
        const incident = get('incident')
        newest.set(toHex(id), {
          status: get('status'),
          linkage: Array.isArray(linkage)
            ? linkage.map((item) => (item instanceof Uint8Array ? item.slice() : item))
            : undefined,
          incident: incident instanceof Uint8Array ? toHex(incident) : '',
        })
      }
      done += block.length
      update(done, view.header.count)
    }
  })
  const persons: Person[] = []
  let closed = 0
  let scope: SeenScope | null = null
  for (const [id, { status, linkage, incident }] of newest) {
    if (status === 'withdrawn') continue
    if (!Array.isArray(linkage) || linkage.length !== 4 + TOKEN_SLOTS) {
      closed++
      continue
    }
    const [scheme, normaliser, purpose, epoch] = linkage as [string, string, string, number]
    const own = { scheme, normaliser, purpose, epoch }
    if (scope !== null && !isSame(scope, own))
      throw new AmanaError('link/two-scopes', `${file} holds tokens of two scopes or epochs.`)
    scope = own
    persons.push({
      source,
      id,
      incident,
      tokens: packTokens(linkage.slice(4) as unknown as readonly Token[]),
    })
  }
  if (scope === null)
    throw new AmanaError(
      'link/no-tokens',
      `No linkage token is open in ${file}: it is not a view for those who share a scope, or of another version.`,
    )
  return { file, persons, closed, scope }
}

const isSame = (x: SeenScope, y: SeenScope): boolean =>
  x.scheme === y.scheme && x.normaliser === y.normaliser && x.purpose === y.purpose && x.epoch === y.epoch

const scopeInWords = ({ purpose, epoch }: SeenScope): string =>
  isOwnScope({ id: purpose }) ? 'a scope that it shares with nobody' : `epoch ${epoch} of “${plain(purpose)}”`

/**
 * Tokens can be compared within one scope, epoch and version only.
 * @throws {AmanaError} `link/other-scope`, `link/other-epoch`, `link/other-normaliser`, each with what each file is in
 */
export function requireOneScope(lists: readonly List[]): void {
  const first = lists[0]!
  const other = lists.find((list) => !isSame(list.scope, first.scope))
  if (other === undefined) return
  const [a, b] = [first.scope, other.scope]
  const details = {
    files: lists.map(({ file }) => file),
    purposes: lists.map(({ scope }) => scope.purpose),
    epochs: lists.map(({ scope }) => scope.epoch),
    normalisers: lists.map(({ scope }) => scope.normaliser),
  }
  const apart = `${first.file} is in ${scopeInWords(a)}, ${other.file} in ${scopeInWords(b)}`
  if (a.purpose !== b.purpose || a.scheme !== b.scheme)
    throw new AmanaError(
      'link/other-scope',
      `${apart}: their tokens were made under different keys and cannot be compared.`,
      details,
    )
  if (a.epoch !== b.epoch)
    throw new AmanaError(
      'link/other-epoch',
      `${apart}: each epoch has its own key, so their tokens cannot be compared. Ask for views of releases of one epoch (amana view --release N cuts one of an earlier release).`,
      details,
    )
  throw new AmanaError(
    'link/other-normaliser',
    `${first.file} was made with name keys ${plain(a.normaliser)}, ${other.file} with ${plain(b.normaliser)}: their tokens cannot be compared.`,
    details,
  )
}
