/** Reading the square code of a page from a picture. Runs in the worker. */
import { isPageCode } from '@amana/bundle'
import { decodeQR } from 'qr/decode.js'
import type { Scanned } from './protocol.js'

/** A larger picture is made smaller first: the code has 69 modules a side, and few pixels each are enough. */
const MOST_PIXELS = 3000

/** Time that the decoder may take for one picture, milliseconds. */
const TIME = 2000

/** Looks for a page's code in a picture: a file, or a frame of a camera. */
export async function scan(image: Blob | ImageBitmap): Promise<Scanned> {
  let bitmap: ImageBitmap
  try {
    bitmap = image instanceof Blob ? await createImageBitmap(image) : image
  } catch {
    return { code: null, saw: 'no-image' }
  }
  const scale = Math.min(1, MOST_PIXELS / Math.max(bitmap.width, bitmap.height))
  const width = Math.max(1, Math.round(bitmap.width * scale))
  const height = Math.max(1, Math.round(bitmap.height * scale))
  const canvas = new OffscreenCanvas(width, height).getContext('2d')!
  canvas.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  const { data } = canvas.getImageData(0, 0, width, height)
  let text: string
  try {
    text = decodeQR({ width, height, data }, { timeLimit: TIME })
  } catch {
    return { code: null, saw: 'nothing' }
  }
  return isPageCode(text) ? { code: text } : { code: null, saw: 'other' }
}
