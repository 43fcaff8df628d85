/**
 * Every domain-separation tag of the format, in one place. A tag is the first item of what is hashed or keyed, so
 * that a value made for one purpose can never stand in for a value made for another. The number is the version of
 * the construction: to change what is hashed under a tag is to change the number. See
 * `docs/format.md`, section 2.
 */
export const TAG = {
  // Commitments and what they are made of.
  field: 'amana/1/field',
  entry: 'amana/1/entry',
  schema: 'amana/1/schema',
  salts: 'amana/1/salts',

  // Ids, by what they name.
  id: 'amana/1/id',

  // Keys derived from a case's master secret or from a record's secret.
  idKey: 'amana/1/id-key',
  storeKey: 'amana/1/store-key',
  sealedKey: 'amana/1/sealed-key',

  // What is encrypted, as associated data.
  store: 'amana/1/store',
  storeHead: 'amana/1/store-head',

  // Linkage.
  scope: 'amana/1/scope',
  token: 'amana/1/token',
  filler: 'amana/1/filler',

  // The state of a hashing run that can be taken up again.
  hashing: 'amana/1/hashing',

  // Files: the head and the blocks of a view, and a grant.
  head: 'amana/1/head',
  file: 'amana/1/file',
  grant: 'amana/1/grant',

  // The keys of a case, sealed for a set of shares, and one share.
  recovery: 'amana/1/recovery',
  keyShare: 'amana/1/key-share',

  // The wrapped key of a witness.
  witness: 'amana/1/witness',

  // Spot checks: what the two sides commit to and draw from, and the answer.
  sampleCommit: 'amana/1/sample-commit',
  sampleShare: 'amana/1/sample-share',
  sampleSeed: 'amana/1/sample-seed',
  sampleRank: 'amana/1/sample-rank',
  sampleAnswer: 'amana/1/sample-answer',
} as const

/** One of {@link TAG}. */
export type Tag = (typeof TAG)[keyof typeof TAG]
