/** The mutations: of bytes as they come, and of the parts of a view by somebody who recomputes lengths and digests. */
import { concat, decode, encode, equal } from '@amana/codec'
import { pieces, sealed } from '../.build/bundle/forger.js'

/** Heads of CBOR items that a reader could stumble over: extreme lengths, indefinite ones, tags, floats, breaks. */
const HEADS = [
  [0x00],
  [0x17],
  [0x18, 0x17],
  [0x18, 0xff],
  [0x19, 0, 0],
  [0x1a, 0, 0, 0, 0],
  [0x1b, 0, 0x1f, 255, 255, 255, 255, 255, 255],
  [0x1b, 255, 255, 255, 255, 255, 255, 255, 255],
  [0x20],
  [0x3b, 255, 255, 255, 255, 255, 255, 255, 255],
  [0x40],
  [0x50],
  [0x58, 0x20],
  [0x5a, 255, 255, 255, 255],
  [0x5f],
  [0x60],
  [0x7a, 0, 255, 255, 255],
  [0x7f],
  [0x80],
  [0x81],
  [0x9a, 0, 1, 0, 0],
  [0x9a, 255, 255, 255, 255],
  [0x9f],
  [0xa0],
  [0xa1, 0, 0],
  [0xba, 0, 1, 0, 0],
  [0xbf],
  [0xc0],
  [0xd8, 0x20],
  [0xf4],
  [0xf5],
  [0xf6],
  [0xf7],
  [0xf8, 0x20],
  [0xf9, 0, 0],
  [0xfa, 0, 0, 0, 0],
  [0xfb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0],
  [0xff],
  [0x61, 0xff],
  [0x62, 0xcc, 0x81],
  [0x63, 0xed, 0xa0, 0x80],
].map((head) => Uint8Array.from(head))

/** Bytes with one stretch replaced. */
const splice = (bytes, at, remove, insert) =>
  concat(bytes.subarray(0, at), insert, bytes.subarray(at + remove))

const noise = (draw, length) => Uint8Array.from({ length }, () => draw.byte())

/** Mutations of any bytes. */
const ofBytes = {
  bit(bytes, draw) {
    const out = bytes.slice()
    for (let i = 1 + draw.below(3); i > 0; i--) out[draw.below(out.length)] ^= 1 << draw.below(8)
    return out
  },
  byte(bytes, draw) {
    const out = bytes.slice()
    out[draw.below(out.length)] = draw.byte()
    return out
  },
  remove: (bytes, draw) => splice(bytes, draw.below(bytes.length), 1 + draw.below(64), new Uint8Array(0)),
  insert: (bytes, draw) => splice(bytes, draw.below(bytes.length + 1), 0, noise(draw, 1 + draw.below(64))),
  overwrite: (bytes, draw) =>
    splice(bytes, draw.below(bytes.length), 1 + draw.below(64), noise(draw, 1 + draw.below(64))),
  head: (bytes, draw) => splice(bytes, draw.below(bytes.length), draw.below(4), draw.of(HEADS)),
  truncate: (bytes, draw) => bytes.slice(0, draw.below(bytes.length)),
  repeat(bytes, draw) {
    const at = draw.below(bytes.length)
    return splice(bytes, draw.below(bytes.length), 0, bytes.subarray(at, at + 1 + draw.below(400)))
  },
  swap(bytes, draw) {
    const length = 1 + draw.below(120)
    const out = bytes.slice()
    const [a, b] = [draw.below(out.length), draw.below(out.length)]
    out.set(bytes.subarray(b, Math.min(b + length, bytes.length - Math.max(0, a - b))), a)
    out.set(bytes.subarray(a, Math.min(a + length, bytes.length - Math.max(0, b - a))), b)
    return out
  },
}

/** One of the places where a length, a count or a number stands is made a little or very wrong. */
function length(bytes, draw) {
  const out = bytes.slice()
  const { header, blocks } = pieces(bytes)
  const places = [13, 17 + header.length]
  let at = places[1]
  for (const block of blocks) {
    at += 4 + block.length
    places.push(at)
  }
  const view = new DataView(out.buffer)
  const place = draw.of(places)
  const value = view.getUint32(place)
  view.setUint32(
    place,
    draw.of([0, 1, value - 1, value + 1, value * 2, 0xffffffff, 0x80000000, 1 << 20, draw.below(65536)]) >>>
      0,
  )
  return out
}

const otherView = (bytes, draw, seeds) => {
  const other = draw.of(seeds).bytes
  const at = draw.below(bytes.length)
  return concat(bytes.subarray(0, at), other.subarray(draw.of([at, draw.below(other.length)])))
}

/** Any value in place of another one. */
const anyValue = (draw) =>
  draw.of(
    [
      null,
      true,
      false,
      0,
      1,
      -1,
      2 ** 53 - 1,
      '',
      'live',
      'withdrawn',
      'male',
      '2014',
      [],
      new Map(),
      new Uint8Array(0),
    ].concat([noise(draw, draw.of([15, 16, 17, 31, 32, 33]))]),
  )

/** A value with one thing in it changed, however deep. */
function changed(value, draw) {
  if (Array.isArray(value) && value.length > 0 && draw.below(8) > 0) {
    const at = draw.below(value.length)
    const out = [...value]
    switch (draw.below(12)) {
      case 0:
        out.splice(at, 1)
        return out
      case 1:
        out.splice(draw.below(out.length + 1), 0, value[at])
        return out
      case 2: {
        const other = draw.below(value.length)
        out[at] = value[other]
        out[other] = value[at]
        return out
      }
      case 3:
        return out.slice(0, at)
      default:
        out[at] = changed(value[at], draw)
        return out
    }
  }
  if (value instanceof Map && value.size > 0 && draw.below(4) > 0)
    return new Map([...value].map(([name, list]) => [name, changed(list, draw)]))
  if (value instanceof Uint8Array && value.length > 0 && draw.below(4) > 0) {
    const out = value.slice()
    if (draw.below(3) === 0)
      return draw.of([out.slice(1), out.slice(0, -1), concat(out, out), new Uint8Array(out.length)])
    out[draw.below(out.length)] ^= 1 << draw.below(8)
    return out
  }
  if (typeof value === 'string' && value.length > 0 && draw.below(4) > 0) {
    const at = draw.below(value.length)
    return (
      value.slice(0, at) +
      draw.of(['', 'a', '\n', '\n\n', '0', '+', '=', 'é', '\u2014 ', value.slice(at, at + 9)]) +
      value.slice(at + draw.below(2))
    )
  }
  if (typeof value === 'number' && draw.below(2) === 0) return value + draw.of([1, -1, 256])
  return anyValue(draw)
}

/** A record whose parts keep their types and lengths, so that nothing but a hash can tell. */
function plausible(record, others, draw) {
  const out = [...record]
  const like = others.filter((other) => other.length === record.length && other[0] === record[0])
  const other = draw.of(like)
  const at = 1 + draw.below(record.length - 1)
  const values = record[4]
  if (at === 4 && Array.isArray(values)) {
    const field = draw.below(values.length)
    const value = draw.below(3) === 0 ? null : other[4][field]
    out[4] = values.map((each, i) => (i === field ? value : each))
  } else if (at === 2) out[2] = draw.of([1, 2, 3])
  else if (draw.below(3) === 0) out[at] = other[at]
  else {
    const bytes = out[at].slice()
    bytes[draw.below(bytes.length)] ^= 1 << draw.below(8)
    out[at] = bytes
  }
  return out
}

/** The records of a view in blocks of the same number, with some of them changed. */
function ofRecords(header, blocks, draw, seeds) {
  const values = blocks.map((block) => decode(block, { maxItems: 1 << 20 }))
  const at = draw.below(values.length)
  const way = draw.below(6)
  if (way < 3) {
    const list = [...values[at]]
    const [i, j] = [draw.below(list.length), draw.below(list.length)]
    if (way < 2) list[i] = plausible(list[i], list, draw)
    else [list[i], list[j]] = [list[j], list[i]]
    values[at] = list
  } else if (way === 3) {
    // A record of another view, in place of one or beside it.
    const foreign = pieces(draw.of(seeds).bytes).blocks.flatMap((block) =>
      decode(block, { maxItems: 1 << 20 }),
    )
    const list = [...values[at]]
    list.splice(draw.below(list.length), draw.below(2), draw.of(foreign))
    values[at] = list
  } else values[at] = changed(values[at], draw)
  let head = header
  // Half of the time the count in the header follows.
  if (draw.below(2) === 0) {
    const [note, audience, , masks, tables] = decode(header)
    const count = values.reduce((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0)
    head = encode([note, audience, count, masks, tables])
  }
  return { header: head, blocks: values.map((list) => encode(list)) }
}

/** Somebody takes the view apart, changes something, and seals it again. */
function forge(bytes, draw, seeds) {
  const { magic, header, blocks, tallies } = pieces(bytes)
  const names = Object.keys(ofBytes)
  for (let tries = 0; tries < 5; tries++) {
    try {
      switch (draw.below(8)) {
        case 0:
          return sealed(magic, ofBytes[draw.of(names)](header, draw), blocks, tallies)
        case 1: {
          const at = draw.below(blocks.length)
          return sealed(
            magic,
            header,
            blocks.map((block, i) => (i === at ? ofBytes[draw.of(names)](block, draw) : block)),
            tallies,
          )
        }
        case 2:
          return sealed(magic, encode(changed(decode(header), draw)), blocks, tallies)
        case 7:
          return sealed(
            magic,
            header,
            blocks,
            tallies.map((tally) =>
              draw.below(2) === 0
                ? encode(changed(decode(tally), draw))
                : ofBytes[draw.of(names)](tally, draw),
            ),
          )
        case 3: {
          // The head of one view over the body of another.
          return sealed(
            magic,
            pieces(draw.of(seeds).bytes).header,
            draw.of([blocks, pieces(draw.of(seeds).bytes).blocks]),
            draw.of([tallies, pieces(draw.of(seeds).bytes).tallies]),
          )
        }
        default: {
          let parts = { header, blocks }
          for (let i = draw.of([1, 1, 1, 2, 4]); i > 0; i--)
            parts = ofRecords(parts.header, parts.blocks, draw, seeds)
          return sealed(magic, parts.header, parts.blocks, tallies)
        }
      }
    } catch {
      // What was drawn has no encoding: draw again.
    }
  }
  return ofBytes.bit(bytes, draw)
}

/**
 * One mutation of a view: never its own bytes, though they can be those of another view.
 * @param draw see `random` in seeds.mjs
 * @param seeds the views, for mixing them
 */
export function mutate(bytes, draw, seeds) {
  for (;;) {
    const made = oneOf(bytes, draw, seeds)
    if (!equal(made.bytes, bytes)) return made
  }
}

function oneOf(bytes, draw, seeds) {
  const kind = draw.below(10)
  if (kind < 5) return { kind: 'a forgery', bytes: forge(bytes, draw, seeds) }
  if (kind === 5) return { kind: 'a length', bytes: length(bytes, draw) }
  if (kind === 6) return { kind: 'a mix', bytes: otherView(bytes, draw, seeds) }
  const name = draw.of(Object.keys(ofBytes))
  let out = bytes
  for (let i = draw.of([1, 1, 1, 1, 3]); i > 0 && out.length > 0; i--) out = ofBytes[name](out, draw)
  return { kind: name, bytes: out }
}
