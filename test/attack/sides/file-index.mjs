/** Somebody has an index of all public files, by hash and size, and looks for them in whatever was handed out. */
import { addEvidence, Case, makeRelease, writeView } from '@amana/bundle'
import { concat, encode, utf8 } from '@amana/codec'
import { newCaseKeys, sha256 } from '@amana/crypto'
import { newScope } from '@amana/linkage'
import { withRandom } from '../chance.mjs'

const EVERY = 97
/** All sizes differ, and more than any that videos have in common. */
const clip = (i) => ({
  path: `IMG_${i}.mp4`,
  size: 2 ** 33 + i,
  sha256: sha256(utf8(`clip ${i}`)),
  chunkRoot: sha256(utf8(`chunks of clip ${i}`)),
  mediaType: 'video/mp4',
  modifiedAt: '2015-01-01T00:00:00Z',
  hashedAt: '2016-01-01T00:00:00Z',
})

/** How many of the files show at any place of these bytes, by any of their traces; all traces are of one length. */
function met(bytes, files, tracesOf) {
  const known = new Map(
    files.flatMap((file, i) => tracesOf(file).map((trace) => [Buffer.from(trace).toString('latin1'), i])),
  )
  const [{ length }] = known.keys()
  const text = Buffer.from(bytes).toString('latin1')
  const found = new Set()
  for (let at = 0; at + length <= text.length; at++) {
    const i = known.get(text.slice(at, at + length))
    if (i !== undefined) found.add(i)
  }
  return found.size
}

const hashes = ({ sha256: whole, chunkRoot }) => [whole, chunkRoot]
const sizes = ({ size }) => [encode(size)]

/** @param count files of the index; one in 97 is evidence */
export function attackIndex(count, random) {
  const index = Array.from({ length: count }, (_, i) => clip(i))
  const evidence = index.filter((_, i) => i % EVERY === 0)
  const of = evidence.length
  const amana = withRandom(random, () => {
    const made = new Case('amana/index', newCaseKeys(), newScope('index', 1))
    addEvidence(
      made,
      evidence.map((file) => ({ file })),
    )
    makeRelease(made)
    return made
  })
  const naive = {
    hash: {
      what: 'manifest of bare hashes',
      hits: met(concat(...evidence.flatMap(hashes)), index, hashes),
      of,
    },
    size: { what: 'manifest with sizes', hits: met(concat(...evidence.flatMap(sizes)), index, sizes), of },
  }
  return ['investigator', 'public', 'auditor'].flatMap((audience) => {
    const view = concat(...writeView(amana, audience))
    return [
      ['hash', hashes],
      ['size', sizes],
    ].map(([by, traces]) => ({
      what: `hash index of ${count} files, ${audience} view: evidence met, by ${by}`,
      hits: met(view, index, traces),
      of,
      chance: 0,
      limit: 0,
      // Auditors are shown the hashes: that is what they check.
      ...(audience === 'auditor' ? { judged: false } : {}),
      naive: naive[by],
    }))
  })
}
