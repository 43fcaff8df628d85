import { isPlainPath, pathWords } from '@amana/evidence'
import { describe, expect, it } from '@jest/globals'

describe('paths that name nobody', () => {
  it.each([
    'DCIM/100/IMG_0042.JPG',
    'WhatsApp Images/IMG-20150111-WA0003.jpg',
    'VID_20141228_211403.mp4',
    'video/prison.mp4',
    'statements/witness 12 (2).pdf',
    'a.txt',
    '2015-01-11/001.jpg',
    'صور/صورة ٣.jpg',
    'files/0f3a9c0b77de41aa.mp4',
    '٠٣.mp4',
    'one/two/three',
    'file',
    '.mp4',
  ])('%s may be seen', (path) => expect(isPlainPath(path)).toBe(true))

  it.each([
    'statements/Umm Sami.mp4',
    'شهادة سامي.mp4',
    'photos/Huda.jpg',
    'SamiVideo.mp4',
    'IMG_0042_huda.jpg',
    'S H.mp4',
    's.h.mp4',
    'video.sami',
    'Sami/IMG_0042.jpg',
    'deadbeef',
    'abedabedabedabed.mp4',
    'te\u0301moin.txt',
    'te\u0301st.txt',
    'sami',
    'IMG\u200b_sami.jpg',
  ])('%s stays sealed', (path) => expect(isPlainPath(path)).toBe(false))

  it('are looked at word by word, whatever parts the words', () =>
    expect(pathWords('IMG_12 samiHaddad-هدى.mp4')).toBe('IMG sami Haddad هدى mp'))
})
