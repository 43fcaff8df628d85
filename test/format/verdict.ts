/** The two verifiers behind one face: ours, and the one written from the page. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { verifyView } from '@amana/bundle'
import { AmanaError } from '@amana/codec'

/** What the testkit says of a view. */
export interface Verdict {
  readonly valid: boolean
  readonly failed: readonly string[]
  readonly claims: readonly { readonly stated: number; readonly counted: number | null }[]
  readonly size: number | null
  readonly root: string | null
}

/** What `independent.mjs` exports. Byte strings come as Buffer, maps as `{ map: [[key, value], …] }`. */
export interface Independent {
  decode(bytes: Uint8Array): unknown
  encode(value: unknown): Uint8Array
  digest(tag: string, ...parts: readonly unknown[]): Uint8Array
  commitment(
    origin: string,
    id: Uint8Array,
    revision: number,
    salt: Uint8Array,
    name: string,
    value: unknown,
  ): Uint8Array
  element(
    origin: string,
    id: Uint8Array,
    revision: number,
    salt: Uint8Array,
    name: string,
    value: unknown,
  ): Uint8Array
  talliedCommitment(
    origin: string,
    id: Uint8Array,
    revision: number,
    name: string,
    element: Uint8Array,
  ): Uint8Array
  leaf(bytes: Uint8Array): Uint8Array
  partialRoot(
    size: number,
    open: readonly number[],
    leaves: readonly Uint8Array[],
    siblings: readonly Uint8Array[],
  ): Uint8Array | null
  readonly schemas: readonly {
    readonly name: string
    readonly fields: readonly { readonly name: string }[]
    readonly digest: Uint8Array
    readonly stated: string
  }[]
  entry(
    schema: Independent['schemas'][number],
    id: Uint8Array,
    revision: number,
    root: Uint8Array,
  ): Uint8Array
  fits(field: { readonly name: string }, value: unknown): boolean
  parseKey(line: string): unknown
  openCheckpoint(note: string, key: unknown): { origin: string; size: number; root: Uint8Array }
  verify(view: Uint8Array, key: string, since?: Uint8Array): Verdict
  openDocument(bytes: Uint8Array): {
    readonly kind: string
    readonly by: string
    readonly time: string
    readonly signed: Uint8Array
  }
}

export const independent = (await import(
  pathToFileURL(join(process.cwd(), 'test/format/independent.mjs')).href
)) as Independent

/** The verdict of our own verification. */
export async function ours(view: Uint8Array, key: string, since?: Uint8Array): Promise<Verdict> {
  const { ok, checks, claims, size, root } = await verifyView(
    [view],
    key,
    since === undefined ? {} : { since: [since] },
  )
  return {
    valid: ok,
    failed: checks.filter(({ status }) => status === 'fail').map(({ id }) => id),
    claims: claims
      .map(({ stated, counted }) => ({ stated, counted }))
      .sort((a, b) => a.stated - b.stated || (a.counted ?? -1) - (b.counted ?? -1)),
    size,
    root,
  }
}

/** A vector file. */
export const vectors = <T>(name: string): T =>
  JSON.parse(readFileSync(join(process.cwd(), 'test/vectors', name), 'utf8')) as T

/** Whether a call refuses its bytes: ours with an error of the library, the other one with its own. */
export function refuses(call: () => unknown): boolean {
  try {
    call()
    return false
  } catch (error) {
    if (error instanceof AmanaError || (error as Error).constructor.name === 'Refusal') return true
    throw error
  }
}
