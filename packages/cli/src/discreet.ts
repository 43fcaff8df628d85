/**
 * Files by names that name nobody. A file of evidence is often called after whoever spoke or died, and what a command prints ends up in
 * logs and mails: so a name that is more than numbers and plain words is shown as its place in its folder.
 */
import { readdirSync } from 'node:fs'
import { extname } from 'node:path'
import { isPlainPath } from '@amana/evidence'

/** What a number in a path means. */
export const DISCREET_NOTE =
  '#3 is the third name in its folder, in the order of LC_ALL=C ls -A: names are not printed.'

const endingOf = (name: string): string => {
  const ending = extname(name)
  return isPlainPath(`x${ending}`) ? ending : ''
}

/** The place of a name in its folder, from 1, by the bytes of the names. */
function placeOf(folder: Buffer, name: Buffer): string {
  try {
    const names = readdirSync(folder, { encoding: 'buffer' }).sort(Buffer.compare)
    return String(names.findIndex((other) => other.equals(name)) + 1 || '?')
  } catch {
    return '?'
  }
}

/**
 * A path below a folder, with `#n` for each part that could name somebody; plain parts and endings stay.
 *
 * @example
 * discreetPath('/media/usb', 'statements/Umm Sami.mp4') // 'statements/#2.mp4'
 */
export function discreetPath(root: string, path: string): string {
  let folder = Buffer.from(root)
  const parts = path.split('/').map((part) => {
    const shown = isPlainPath(part) ? part : `#${placeOf(folder, Buffer.from(part))}${endingOf(part)}`
    folder = Buffer.concat([folder, Buffer.from('/'), Buffer.from(part)])
    return shown
  })
  return parts.join('/')
}
