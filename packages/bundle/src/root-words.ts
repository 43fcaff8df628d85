/** A root in a form that two people can compare by telephone: all of it, for whoever made two logs could look for a short likeness. */
import { fromHex } from '@amana/codec'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import type { Language } from './sentences.js'

/**
 * The 256 bits of a root for reading aloud. English: 24 words of the list of BIP 39, eleven bits each, the last with eight
 * zero bits to fill it. They are no wallet phrase: that has a checksum. Arabic has no such list, so: 16 numbers of five
 * digits, 16 bits each, four behind each of the letters أ ب ج د.
 * @param root 32 bytes
 *
 * @example
 * rootWords(checkpoint.root, 'en') // 'chest umbrella …'
 */
export function rootWords(root: Uint8Array, language: Language): string {
  if (language === 'ar') {
    const view = new DataView(root.buffer, root.byteOffset, root.length)
    const numbers = Array.from({ length: root.length / 2 }, (_, i) => arabicDigits(view.getUint16(2 * i)))
    return ['أ', 'ب', 'ج', 'د']
      .map((letter, i) => [letter, ...numbers.slice(4 * i, 4 * i + 4)].join(' '))
      .join(' ')
  }
  let bits = 0n
  for (const byte of root) bits = (bits << 8n) | BigInt(byte)
  bits <<= 8n
  return Array.from(
    { length: 24 },
    (_, i) => wordlist[Number((bits >> BigInt(11 * (23 - i))) & 2047n)]!,
  ).join(' ')
}

const arabicDigits = (number: number): string =>
  String(number)
    .padStart(5, '0')
    .replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)))

/**
 * The root in words or numbers that {@link rootWords} made. However they are spaced or numbered off by commas, in digits of Europe,
 * Arabia or Persia, with or without the letters: people write down what they hear.
 * @returns null for any other text
 */
export function rootOfWords(text: string): Uint8Array | null {
  const items = text
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s\p{P}\p{Cf}]+/u)
    .filter((item) => !/^[أابجد]?$/.test(item))
  const [bitsEach, filled] = items.length === 24 ? [11n, 8n] : [16n, 0n]
  if (items.length !== 24 && items.length !== 16) return null
  let bits = 0n
  for (const item of items) {
    const value = items.length === 24 ? wordlist.indexOf(item) : numberIn(item)
    if (value < 0) return null
    bits = (bits << bitsEach) | BigInt(value)
  }
  return bits & ((1n << filled) - 1n) ? null : fromHex((bits >> filled).toString(16).padStart(64, '0'))
}

/** The number of five digits, up to 65535; -1 for anything else. */
function numberIn(text: string): number {
  const digits = text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
  return /^\d{5}$/.test(digits) && Number(digits) < 1 << 16 ? Number(digits) : -1
}
