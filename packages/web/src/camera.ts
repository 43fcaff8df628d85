/**
 * A camera, looked through until something is found. The page's policy needs no exception for it: a stream is no address,
 * and a frame is drawn from the element that shows it. The browser asks the reader first, each time for a page from the disk.
 */
import { h } from './dom.js'
import type { Scanned } from './protocol.js'

/** Between two frames that are read, milliseconds. */
const PAUSE = 150

/** A camera that is looked through. */
export interface Watching {
  readonly picture: HTMLVideoElement
  readonly stop: () => void
  /** What was found; null where it was stopped, or its picture left the page. Fails with a `DOMException` where there is no camera to use. */
  readonly found: Promise<Scanned | null>
}

/**
 * Starts the camera and reads frame after frame.
 * @param label of the picture, for those who do not see it
 */
export function watch(read: (frame: ImageBitmap) => Promise<Scanned>, label: string): Watching {
  const picture = h('video', { 'aria-label': label, class: 'camera' })
  picture.muted = true
  picture.playsInline = true
  let isStopped = false
  const look = async (): Promise<Scanned | null> => {
    const media = navigator.mediaDevices as MediaDevices | undefined
    if (media === undefined) throw new DOMException('No camera.', 'NotFoundError')
    const stream = await media.getUserMedia({
      audio: false,
      video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
    })
    try {
      picture.srcObject = stream
      await picture.play()
      while (!isStopped && picture.isConnected) {
        const found = await read(await createImageBitmap(picture))
        // Other codes lie about everywhere: the page's own is waited for.
        if (found.code !== null) return found
        await new Promise((resolve) => setTimeout(resolve, PAUSE))
      }
      return null
    } finally {
      for (const track of stream.getTracks()) track.stop()
    }
  }
  return {
    picture,
    stop: () => {
      isStopped = true
    },
    found: look(),
  }
}
