/** Reading a bag from disk. */
import { closeSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { AmanaError } from '@amana/codec'
import type { FoundOther } from '../audit.js'
import { type BagFile, type BagReport, digestsFor, isTagText, judgeBag } from '../bag-rules.js'
import { type HashOptions, hashFiles } from './hash-files.js'
import { identityOf, kindOf, lstatOrNull, openExactly } from './identity.js'
import { rootOfFolder, walk } from './walk.js'

/** The largest manifest that is read into memory: ten million files. */
const MAX_TEXT = 1 << 30

/** All of a small file; null where it is none, or not the same from beginning to end. */
function readWhole(path: string): Uint8Array | null {
  const stat = lstatOrNull(path)
  if (stat === null || kindOf(stat) !== 'file') return null
  if (stat.size > MAX_TEXT)
    throw new AmanaError('evidence/too-large', 'A tag file of the bag is too large to be one.')
  const opened = openExactly(path, identityOf(stat))
  if (typeof opened === 'string') return null
  try {
    const bytes = new Uint8Array(Number(stat.size))
    for (let at = 0; at < bytes.length; ) {
      const got = readSync(opened.fd, bytes, at, bytes.length - at, at)
      if (got === 0) return null
      at += got
    }
    return bytes
  } finally {
    closeSync(opened.fd)
  }
}

/**
 * Checks a bag on disk: BagIt 1.0 and the drafts from 0.93. Reads MD5 and SHA-1 where that is what the bag has; fetches nothing.
 * @throws {AmanaError} `evidence/no-folder`, `evidence/too-large`
 *
 * @example
 * const { valid, faults } = await checkBag('/media/usb/bag')
 */
export async function checkBag(
  folder: string,
  options: Omit<HashOptions, 'chunks' | 'digests'> = {},
): Promise<BagReport> {
  const root = rootOfFolder(folder).toString()
  const texts = new Map<string, Uint8Array>()
  for (const item of walk(Buffer.from(root))) {
    if (item.kind !== 'file' || !isTagText(item.path)) continue
    const bytes = readWhole(join(root, item.path))
    if (bytes !== null) texts.set(item.path, bytes)
  }
  const wanted = digestsFor(texts.keys())
  const digests = wanted.length === 0 ? (['sha256'] as const) : wanted
  const found: (BagFile | FoundOther)[] = []
  for await (const item of hashFiles(root, { ...options, chunks: false, digests }))
    found.push(
      item.kind === 'file'
        ? { kind: 'file', path: item.path, size: item.size, allDigests: item.allDigests }
        : item,
    )
  const data = lstatOrNull(join(root, 'data'))
  return judgeBag({ found, texts, payload: data?.isDirectory() ?? false })
}
