/** Section 12: a set of shares. The secret that was split is 00 01 … 1f; its parts were drawn once and stand here. */
import { encodeShare, readRecovery, shareText } from '@amana/bundle'
import { encode, fromHex, toHex, utf8 } from '@amana/codec'
import { digest, seal, TAG } from '@amana/crypto'

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i)
const PARTS = [
  '2ed876bab0ed0a2fce40bca3edbb6a5e33a8926dec35c3c3ce24a4ced72688052a',
  'c3b7e6e04ad6697e18e7dbbe57dc7e3f7ef2de225326cf0c9c1381c2a1adfc5ee6',
  '5d9c08ccaa11c7b7414bff8acff8ead42cde2335eed24aebbf51984734b82cddeb',
]

export function shares() {
  const parts = PARTS.map(fromHex)
  const checks = parts.map((share, i) => digest(TAG.keyShare, i + 1, share).slice(0, 16))
  const secret = utf8('what was sealed')
  const sealed = seal(KEY, new Uint8Array(24), secret, encode([TAG.recovery, 2, checks]))
  const recovery = readRecovery(encode([TAG.recovery, 2, checks, sealed]))
  return {
    key: toHex(KEY),
    secret: toHex(secret),
    recovery: toHex(recovery.bytes),
    shares: parts.map((share, i) => {
      const one = { set: recovery.set, number: i + 1, share }
      return { part: toHex(share), file: toHex(encodeShare(one, recovery)), text: shareText(one) }
    }),
  }
}
