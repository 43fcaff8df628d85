import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fromBase64 } from '@amana/codec'
import { verifyConsistency, verifyInclusion } from '@amana/log'
import { describe, expect, it } from '@jest/globals'
import { itWith } from '../crypto/vectors.js'

const FOLDER = 'transparency-dev-merkle/testdata'

/** Sizes in these files go up to 2^64 − 1, so they are made strings before a parser can round them. */
const parse = (text: string): unknown =>
  JSON.parse(text.replace(/"(leafIdx|treeSize|size1|size2)":\s*([0-9]+)/g, '"$1": "$2"'))

function itWithAll<T>(
  folder: string,
  name: string,
  prove: (vectors: readonly (T & { file: string })[]) => void,
) {
  const root = resolve(process.cwd(), '../shared/vectors', FOLDER, folder)
  if (!existsSync(root)) {
    it.skip(`${name} (../shared/vectors/${FOLDER}/${folder} is absent)`, () => {})
    return
  }
  it(name, () => {
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.json'),
    )
    prove(files.map((file) => ({ file, ...(parse(readFileSync(join(root, file), 'utf8')) as T) })))
  })
}

const hashes = (list: readonly string[] | null) => (list ?? []).map((hash) => bytes(hash))
const bytes = (text: string | null) => fromBase64(text ?? '')

interface Inclusion {
  readonly leafIdx: string
  readonly treeSize: string
  readonly root: string | null
  readonly leafHash: string | null
  readonly proof: readonly string[] | null
  readonly wantErr: boolean
}

interface Consistency {
  readonly size1: string
  readonly size2: string
  readonly root1: string | null
  readonly root2: string | null
  readonly proof: readonly string[] | null
  readonly wantErr: boolean
}

describe('the proofs of transparency-dev/merkle', () => {
  itWithAll<Inclusion>('inclusion', 'of inclusion are answered right, 98 of 98', (vectors) => {
    const answers = vectors.map((v) => [
      v.file,
      verifyInclusion({
        index: BigInt(v.leafIdx),
        size: BigInt(v.treeSize),
        leafHash: bytes(v.leafHash),
        proof: hashes(v.proof),
        root: bytes(v.root),
      }),
    ])
    expect(answers).toEqual(vectors.map((v) => [v.file, !v.wantErr]))
    expect(answers.length).toBe(98)
    expect(new Set(vectors.map((v) => v.wantErr)).size).toBe(2)
  })

  itWithAll<Consistency>('consistency', 'of consistency are answered right, 98 of 98', (vectors) => {
    const answers = vectors.map((v) => [
      v.file,
      verifyConsistency({
        oldSize: BigInt(v.size1),
        newSize: BigInt(v.size2),
        oldRoot: bytes(v.root1),
        newRoot: bytes(v.root2),
        proof: hashes(v.proof),
      }),
    ])
    expect(answers).toEqual(vectors.map((v) => [v.file, !v.wantErr]))
    expect(answers.length).toBe(98)
    expect(new Set(vectors.map((v) => v.wantErr)).size).toBe(2)
  })
})

interface ArgonInclusion {
  readonly leaf_index: number
  readonly tree_size: number
  readonly root: string
  readonly audit_path: readonly string[]
  readonly leaf_hash: string
}

interface ArgonConsistency {
  readonly old_size: number
  readonly old_root: string
  readonly new_size: number
  readonly new_root: string
  readonly consistency: readonly string[]
}

describe('the Certificate Transparency log argon2020 of 961,984,013 leaves', () => {
  itWith<ArgonInclusion>(
    'golang-mod-sumdb/argon2020-inclusion.json',
    'holds leaf 10,000 at no other place',
    (v) => {
      const claim = {
        index: v.leaf_index,
        size: v.tree_size,
        leafHash: bytes(v.leaf_hash),
        proof: hashes(v.audit_path),
        root: bytes(v.root),
      }
      expect(verifyInclusion(claim)).toBe(true)
      expect(verifyInclusion({ ...claim, index: v.leaf_index + 1 })).toBe(false)
      expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toBe(false)
      expect(verifyInclusion({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false)
    },
  )

  itWith<ArgonConsistency>(
    'golang-mod-sumdb/argon2020-consistency.json',
    'continues itself of 3,654,490 leaves',
    (v) => {
      const claim = {
        oldSize: v.old_size,
        newSize: v.new_size,
        oldRoot: bytes(v.old_root),
        newRoot: bytes(v.new_root),
        proof: hashes(v.consistency),
      }
      expect(verifyConsistency(claim)).toBe(true)
      expect(verifyConsistency({ ...claim, oldRoot: claim.newRoot })).toBe(false)
      expect(verifyConsistency({ ...claim, newRoot: claim.oldRoot })).toBe(false)
      expect(verifyConsistency({ ...claim, proof: claim.proof.slice(1) })).toBe(false)
    },
  )
})
