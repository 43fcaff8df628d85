/** The twelve attacks on a folder of evidence, each done to real files. */
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '@amana/evidence'
import { noise, put } from './folders.js'

export interface Attack {
  readonly name: string
  readonly expected: readonly Finding[]
  readonly apply: (folder: string) => void
  /** Seen by a user whom permissions stop; the superuser reads everything. */
  readonly plain?: boolean
}

/** `é` as one character and as two, which look the same. */
export const COMPOSED = 'statements/t\u00e9moin.txt'
export const DECOMPOSED = 'statements/te\u0301moin.txt'

/** A small folder of evidence. One file is longer than a chunk. */
export function makeEvidence(folder: string): void {
  put(folder, 'video/market.mp4', noise(3_000_000, 1))
  put(folder, 'video/prison.mp4', noise(900_000, 2))
  put(folder, 'video/refinery.mp4', noise(900_000, 3))
  put(folder, 'photos/01.jpg', noise(40_000, 4))
  put(folder, 'photos/02.jpg', noise(40_000, 5))
  put(folder, 'statements/one.txt', 'The first statement.\n')
  put(folder, COMPOSED, 'The second statement.\n')
  put(folder, 'empty', '')
}

const swap = (folder: string, a: string, b: string) => {
  renameSync(join(folder, a), join(folder, 'swapping'))
  renameSync(join(folder, b), join(folder, a))
  renameSync(join(folder, 'swapping'), join(folder, b))
}

export const ATTACKS: readonly Attack[] = [
  {
    name: 'missing',
    expected: [{ path: 'photos/02.jpg', kind: 'missing' }],
    apply: (folder) => rmSync(join(folder, 'photos/02.jpg')),
  },
  {
    name: 'added',
    expected: [{ path: 'photos/03.jpg', kind: 'added' }],
    apply: (folder) => put(folder, 'photos/03.jpg', noise(40_000, 9)),
  },
  {
    name: 'renamed',
    expected: [{ path: 'photos/02.jpg', kind: 'renamed', other: 'photos/12.jpg' }],
    apply: (folder) => renameSync(join(folder, 'photos/02.jpg'), join(folder, 'photos/12.jpg')),
  },
  {
    name: 'moved',
    expected: [{ path: 'photos/02.jpg', kind: 'moved', other: 'other/02.jpg' }],
    apply: (folder) => {
      mkdirSync(join(folder, 'other'))
      renameSync(join(folder, 'photos/02.jpg'), join(folder, 'other/02.jpg'))
    },
  },
  {
    name: 'swapped',
    expected: [
      { path: 'video/prison.mp4', kind: 'swapped', other: 'video/refinery.mp4' },
      { path: 'video/refinery.mp4', kind: 'swapped', other: 'video/prison.mp4' },
    ],
    apply: (folder) => swap(folder, 'video/prison.mp4', 'video/refinery.mp4'),
  },
  {
    name: 'truncated',
    expected: [{ path: 'video/market.mp4', kind: 'truncated' }],
    apply: (folder) => truncateSync(join(folder, 'video/market.mp4'), 2_000_000),
  },
  {
    name: 'changed',
    expected: [{ path: 'video/market.mp4', kind: 'changed' }],
    apply: (folder) => {
      // One byte of three million, in the middle of the last chunk.
      const fd = openSync(join(folder, 'video/market.mp4'), 'r+')
      writeSync(fd, Uint8Array.of(0), 0, 1, 2_500_000)
    },
  },
  {
    name: 'case twin',
    expected: [{ path: 'photos/01.JPG', kind: 'case-twin', other: 'photos/01.jpg' }],
    apply: (folder) => put(folder, 'photos/01.JPG', noise(40_000, 8)),
  },
  {
    name: 'normalisation twin',
    expected: [{ path: DECOMPOSED, kind: 'normalisation-twin', other: COMPOSED }],
    apply: (folder) => put(folder, DECOMPOSED, 'Another second statement.\n'),
  },
  {
    name: 'link',
    expected: [{ path: 'photos/02.jpg', kind: 'link' }],
    apply: (folder) => {
      // It leads to the very same bytes, which lie elsewhere and can be changed there later.
      copyFileSync(join(folder, 'photos/02.jpg'), `${folder}.elsewhere`)
      rmSync(join(folder, 'photos/02.jpg'))
      symlinkSync(`${folder}.elsewhere`, join(folder, 'photos/02.jpg'))
    },
  },
  {
    name: 'special file',
    expected: [{ path: 'photos/03.jpg', kind: 'special' }],
    apply: (folder) => {
      execFileSync('mkfifo', [join(folder, 'photos/03.jpg')])
    },
  },
  {
    name: 'unreadable',
    expected: [{ path: 'photos/02.jpg', kind: 'unreadable' }],
    apply: (folder) => chmodSync(join(folder, 'photos/02.jpg'), 0),
    plain: true,
  },
]

/** More than the issue asks for; each named as rightly. */
export const MORE_ATTACKS: readonly Attack[] = [
  {
    name: 'appended to',
    expected: [{ path: 'statements/one.txt', kind: 'changed' }],
    apply: (folder) => appendFileSync(join(folder, 'statements/one.txt'), '.'),
  },
  {
    name: 'three in a circle',
    expected: [
      { path: 'video/market.mp4', kind: 'swapped', other: 'video/prison.mp4' },
      { path: 'video/prison.mp4', kind: 'swapped', other: 'video/refinery.mp4' },
      { path: 'video/refinery.mp4', kind: 'swapped', other: 'video/market.mp4' },
    ],
    apply: (folder) => {
      swap(folder, 'video/market.mp4', 'video/prison.mp4')
      swap(folder, 'video/prison.mp4', 'video/refinery.mp4')
    },
  },
  {
    name: 'a folder that became a link',
    expected: [
      { path: 'photos', kind: 'link' },
      { path: 'photos/01.jpg', kind: 'link', other: 'photos' },
      { path: 'photos/02.jpg', kind: 'link', other: 'photos' },
    ],
    apply: (folder) => {
      renameSync(join(folder, 'photos'), `${folder}.photos`)
      symlinkSync(`${folder}.photos`, join(folder, 'photos'))
    },
  },
  {
    name: 'a folder that cannot be entered',
    expected: [
      { path: 'photos', kind: 'unreadable' },
      { path: 'photos/01.jpg', kind: 'unreadable', other: 'photos' },
      { path: 'photos/02.jpg', kind: 'unreadable', other: 'photos' },
    ],
    apply: (folder) => chmodSync(join(folder, 'photos'), 0),
    plain: true,
  },
  {
    name: 'the name itself in another Unicode form',
    expected: [{ path: DECOMPOSED, kind: 'normalisation-twin', other: COMPOSED }],
    apply: (folder) => renameSync(join(folder, COMPOSED), join(folder, DECOMPOSED)),
  },
  {
    name: 'the name itself in another case',
    expected: [{ path: 'photos/01.JPG', kind: 'case-twin', other: 'photos/01.jpg' }],
    apply: (folder) => renameSync(join(folder, 'photos/01.jpg'), join(folder, 'photos/01.JPG')),
  },
  {
    name: 'an invisible character in the name',
    expected: [{ path: 'photos/0\u200b1.jpg', kind: 'normalisation-twin', other: 'photos/01.jpg' }],
    apply: (folder) => put(folder, 'photos/0\u200b1.jpg', 'x'),
  },
  {
    name: 'a copy of a listed file',
    expected: [{ path: 'photos/copy.jpg', kind: 'added' }],
    apply: (folder) => copyFileSync(join(folder, 'photos/01.jpg'), join(folder, 'photos/copy.jpg')),
  },
  {
    name: 'one listed file over another',
    expected: [{ path: 'photos/02.jpg', kind: 'changed' }],
    apply: (folder) => copyFileSync(join(folder, 'photos/01.jpg'), join(folder, 'photos/02.jpg')),
  },
  {
    name: 'a link out of the folder, to a folder',
    expected: [{ path: 'etc', kind: 'link' }],
    apply: (folder) => symlinkSync('/etc', join(folder, 'etc')),
  },
  {
    name: 'a link that leads nowhere',
    expected: [{ path: 'nowhere', kind: 'link' }],
    apply: (folder) => symlinkSync('not/here', join(folder, 'nowhere')),
  },
  {
    name: 'a name that is not text',
    expected: [{ path: 'photos/\ufffd.jpg', kind: 'unreadable' }],
    apply: (folder) => {
      const name = Buffer.concat([
        Buffer.from(join(folder, 'photos/')),
        Buffer.from([0xff]),
        Buffer.from('.jpg'),
      ])
      copyFileSync(join(folder, 'photos/01.jpg'), name)
    },
  },
]
