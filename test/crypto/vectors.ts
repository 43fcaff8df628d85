import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Backend, backend, nobleBackend, useBackend } from '@amana/crypto'
import { nodeBackend, nodeCryptoBackend } from '@amana/crypto/node'
import { afterEach, beforeEach, describe, it } from '@jest/globals'

/** A file of published test vectors, which lie beside the repository, parsed; undefined where they are absent. */
export function published<T>(path: string): T | undefined {
  const file = resolve(process.cwd(), '../shared/vectors', path)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined
}

/** A test over published vectors; where they are absent it is skipped and says so in its name. */
export function itWith<T>(path: string, name: string, prove: (vectors: T) => void): void {
  const vectors = published<T>(path)
  if (vectors === undefined) it.skip(`${name} (../shared/vectors/${path} is absent)`, () => {})
  else it(name, () => prove(vectors))
}

/** Without a C compiler the last two are one. */
export const BACKENDS = [...new Set([nobleBackend, nodeCryptoBackend, nodeBackend])]

/** The same tests once under each backend. */
export function onEveryBackend(prove: () => void): void {
  describe.each(BACKENDS)('on the $name backend', (each) => {
    beforeEach(() => {
      useBackend(each)
    })
    afterEach(() => {
      useBackend(nobleBackend)
    })
    prove()
  })
}

/** Key, message and signature in hexadecimal. */
export type SignatureCase = readonly [key: string, message: string, signature: string]

/**
 * What a backend answers to Ed25519 cases in a process of its own, with the one rule before it or bare.
 * See `verifier.ts` for why not here.
 */
export function answers(
  cases: readonly SignatureCase[],
  mode: 'rule' | 'bare',
  by: Backend = backend(),
): boolean[] {
  const verifier = resolve(process.cwd(), 'test/.build/crypto/verifier.js')
  const out = execFileSync(process.execPath, [verifier, by.name, mode], { input: JSON.stringify(cases) })
  return JSON.parse(out.toString()) as boolean[]
}
