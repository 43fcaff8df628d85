/**
 * Writes down what is hashed: a backend that takes note of each message before another one hashes it. What was noted goes to
 * `test/limits/hashes.c`, or is hashed again here.
 */
import { createHmac } from 'node:crypto'
import { backend, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'

/** Copies messages one after another; keys by number. */
class Recorder {
  #bytes = Buffer.alloc(1 << 20)
  length = 0
  /** Kind, number of the key and place of each message. */
  messages = []
  #numbers = new Map()
  keys = []

  take(data) {
    if (this.length + data.length > this.#bytes.length) {
      const longer = Buffer.alloc(2 * (this.length + data.length))
      this.#bytes.copy(longer, 0, 0, this.length)
      this.#bytes = longer
    }
    this.#bytes.set(data, this.length)
    const from = this.length
    this.length += data.length
    return { from, length: data.length }
  }

  hash(data) {
    this.messages.push({ key: -1, ...this.take(data) })
  }

  keyNumber(key) {
    const name = Buffer.from(key).toString('latin1')
    let number = this.#numbers.get(name)
    if (number === undefined) {
      number = this.keys.length
      this.#numbers.set(name, number)
      this.keys.push(Buffer.from(key))
    }
    return number
  }

  hmac(key, data) {
    this.messages.push({ key, ...this.take(data) })
  }

  /** All messages one after the other. */
  get bytes() {
    return this.#bytes.subarray(0, this.length)
  }
}

/** What the recorder knows how to write down. */
const hashing = (of, to) => ({
  sha256(data) {
    to.hash(data)
    return of.sha256(data)
  },
  hmacSha256(key, data) {
    to.hmac(to.keyNumber(key), data)
    return of.hmacSha256(key, data)
  },
  hmacSha256Many(key, data, ends, count, ...rest) {
    const number = to.keyNumber(key)
    for (let i = 0; i < count; i++) to.hmac(number, data.subarray(ends[i - 1] ?? 0, ends[i]))
    return of.hmacSha256Many(key, data, ends, count, ...rest)
  },
  sha256Many(data, ends, count, ...rest) {
    for (let i = 0; i < count; i++) to.hash(data.subarray(ends[i - 1] ?? 0, ends[i]))
    return of.sha256Many(data, ends, count, ...rest)
  },
  sha256Rows(first, data, from, size, count, ...rest) {
    for (let i = 0; i < count; i++)
      to.hash(Uint8Array.of(first, ...data.subarray(from + size * i, from + size * (i + 1))))
    return of.sha256Rows(first, data, from, size, count, ...rest)
  },
})

/**
 * A backend that writes down and hashes. A function for hashing that is not known here is left out, so that callers go by one that is;
 * where one goes past the backend altogether, there are fewer messages than {@link record} was told to expect.
 */
function recording(of, to) {
  const known = hashing(of, to)
  const names = Object.keys(of).filter((name) => name in known || !/sha|hmac|hash/i.test(name))
  return Object.defineProperties(
    {},
    Object.fromEntries(
      names.map((name) => [
        name,
        { enumerable: true, get: () => (name in known ? known[name] : Reflect.get(of, name)) },
      ]),
    ),
  )
}

/**
 * Runs something and gives what it hashed.
 * @param work may be async
 * @param least as many hashes and HMACs as there must be: fewer were not all seen
 */
export async function record(work, least = { hashes: 0, hmacs: 0 }) {
  const to = new Recorder()
  const before = useBackend(recording(backend(), to))
  try {
    await work()
  } finally {
    useBackend(before)
  }
  const hashes = to.messages.filter(({ key }) => key < 0).length
  const hmacs = to.messages.length - hashes
  if (hashes < least.hashes || hmacs < least.hmacs)
    throw new Error(
      `of ${least.hashes} hashes and ${least.hmacs} HMACs at least, ${hashes} and ${hmacs} were seen: some go past the backend, and the bound in C would lack them`,
    )
  return recordedOf({ messages: to.messages, keys: to.keys, bytes: to.bytes, hashes, hmacs })
}

/** @param plain messages as places in `bytes`, keys, and how many hashes and HMACs there are */
export const recordedOf = (plain) => ({
  ...plain,
  at: ({ from, length }) => Buffer.from(plain.bytes.buffer, plain.bytes.byteOffset + from, length),
})

const u32 = (value) => {
  const out = Buffer.alloc(4)
  out.writeUInt32LE(value)
  return out
}

/** The file that `hashes.c` reads: numbers of keys and messages; each key as length and bytes; each message as key + 1, length and bytes. */
export function fileOf({ messages, keys, at }) {
  const parts = [u32(keys.length), u32(messages.length)]
  for (const key of keys) parts.push(u32(key.length), key)
  for (const message of messages) parts.push(u32(message.key + 1), u32(message.length), at(message))
  return Buffer.concat(parts)
}

/** SHA-256 over all results, one after another, as Node has them. */
export function digestOf({ messages, keys, at }) {
  const all = Buffer.alloc(32 * messages.length)
  for (const [i, message] of messages.entries())
    all.set(
      message.key < 0
        ? nodeBackend.sha256(at(message))
        : createHmac('sha256', keys[message.key]).update(at(message)).digest(),
      32 * i,
    )
  return Buffer.from(nodeBackend.sha256(all)).toString('hex')
}

/** What was recorded, hashed again by the backend in force: nothing but the calls, one a hash; those of one HMAC key in one. */
export function replay(recorded) {
  const hashes = recorded.messages.filter(({ key }) => key < 0).map((message) => recorded.at(message))
  const keyed = recorded.keys.map((key, number) => {
    const messages = recorded.messages.filter((message) => message.key === number).map(recorded.at)
    let end = 0
    const ends = Uint32Array.from(messages, ({ length }) => (end += length))
    return { key, data: Buffer.concat(messages), ends, out: new Uint8Array(32 * messages.length) }
  })
  return () => {
    const { sha256, hmacSha256Many } = backend()
    let last = 0
    for (const data of hashes) last ^= sha256(data)[0]
    for (const { key, data, ends, out } of keyed) {
      hmacSha256Many(key, data, ends, ends.length, out, 0, 32)
      last ^= out[0]
    }
    return last
  }
}
