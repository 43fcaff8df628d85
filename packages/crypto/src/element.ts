/**
 * Elements of ristretto255 (RFC 9496), those of @noble/curves. Nine tenths of the time of decoding and of encoding is one power
 * modulo p; a backend that has a native one supplies it, and then the formulas around it are ours, with the same bytes.
 */
import { ed25519, ristretto255 } from '@noble/curves/ed25519.js'
import { backend, type Power } from './backend.js'
import { littleEndian, scalarToBytes } from './scalar.js'

/** The prime p = 2^255 − 19. */
const P = 2n ** 255n - 19n
/** d of the curve −x² + y² = 1 + d·x²·y². */
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n
/** A square root of −1, and 1/√(a − d): both of RFC 9496 section 4.1. */
const SQRT_M1 = 19681161376707505956807079304988542015446066515923890162744021073123829784752n
const INVSQRT_A_MINUS_D = 54469307008909316920995813868745141605393597292927456921205312896311721017578n

const mod = (value: bigint): bigint => {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}
/** Odd is negative (RFC 9496 section 2). */
const isNegative = (value: bigint): boolean => (value & 1n) === 1n
/** CT_ABS of RFC 9496, not in constant time: what is encoded here is public. */
const absolute = (value: bigint): bigint => (isNegative(value) ? P - value : value)

/** SQRT_RATIO_M1(1, v) up to its sign (RFC 9496 section 4.2): 1/√v, or null where v is no square; 0 of 0 is null. */
function inverseRoot(v: bigint, power: Power): bigint | null {
  const root = power(v)
  const check = (((root * root) % P) * v) % P
  if (check === 1n) return root
  return check === P - 1n ? (root * SQRT_M1) % P : null
}

/** A point of the curve that stands for an element. */
export type Edwards = InstanceType<typeof ed25519.Point>

/** An element of ristretto255, decoded. */
export type Point = InstanceType<typeof ristretto255.Point>

/** noble's element, which asks the backend for the power where it is encoded. Sums and multiples of such are such. */
export class Element extends ristretto255.Point {
  /** One of noble's. */
  static of(point: Point): Element {
    return new Element(Element.edwardsOf(point))
  }

  protected override init(edwards: Edwards): Element {
    return new Element(edwards)
  }

  /** One of the four points that stand for an element. */
  static edwardsOf(point: Point): Edwards {
    return point instanceof Element ? point.ep : ed25519.Point.fromAffine(point.toAffine())
  }

  /** 32 canonical bytes (RFC 9496 section 4.3.2). */
  override toBytes(): Uint8Array<ArrayBuffer> {
    const { power } = backend()
    const { X, Y, Z, T } = this.ep
    const u1 = mod((Z + Y) * (Z - Y))
    const u2 = mod(X * Y)
    const inverse = power === undefined ? null : inverseRoot((((u1 * u2) % P) * u2) % P, power)
    // The neutral element has no inverse root: noble knows it.
    if (inverse === null) return new Uint8Array(super.toBytes())
    const d1 = (inverse * u1) % P
    const d2 = (inverse * u2) % P
    const zInverse = (((d1 * d2) % P) * T) % P
    const turn = isNegative((T * zInverse) % P)
    const x = turn ? (Y * SQRT_M1) % P : X
    const y = turn ? (X * SQRT_M1) % P : Y
    const signed = isNegative((x * zInverse) % P) ? P - y : y
    return scalarToBytes(absolute(mod((Z - signed) * (turn ? (d1 * INVSQRT_A_MINUS_D) % P : d2))))
  }
}

/**
 * The encodings of the doubles of some elements: 2P has an encoding without a root, and the one inversion that is left serves them all
 * (known from curve25519-dalek as `double_and_compress_batch`). A tenth of the time of {@link Element.toBytes}.
 *
 * The double of (X : Y : Z : T) is (e·h : f·g : f·h : e·g) with e = 2XY, f = Z² + dT², g = Y² + X², h = Z² − dT²; in
 * RFC 9496 section 4.3.2 its inverse root comes out of 1/(e·f·g·h) and a constant.
 * @returns 32 canonical bytes for each
 */
export function encodeDoubles(points: readonly Point[]): Uint8Array<ArrayBuffer>[] {
  if (points.length === 0) return []
  const states = points.map((point) => {
    const { X, Y, Z, T } = Element.edwardsOf(point)
    const square = (Z * Z) % P
    const dT = (((T * T) % P) * D) % P
    const [e, f, g, h] = [(2n * X * Y) % P, square + dT, (Y * Y + X * X) % P, mod(square - dT)]
    const [eg, fh] = [(e * g) % P, (f * h) % P]
    return { e, f, g, h, eg, fh, all: (eg * fh) % P }
  })
  // Montgomery's trick; what is 0, of the neutral element, is left out.
  const before: bigint[] = []
  let product = 1n
  for (const { all } of states) {
    before.push(product)
    if (all !== 0n) product = (product * all) % P
  }
  let inverse = ed25519.Point.Fp.inv(product)
  const out = new Array<Uint8Array<ArrayBuffer>>(points.length)
  for (let i = points.length - 1; i >= 0; i--) {
    const { e, f, g, h, eg, fh, all } = states[i]!
    if (all === 0n) {
      out[i] = new Uint8Array(32)
      continue
    }
    const own = (inverse * before[i]!) % P
    inverse = (inverse * all) % P
    const zInverse = (eg * own) % P
    const turn = isNegative((eg * zInverse) % P)
    const [x, y, z] = turn ? [g, P - e, (f * SQRT_M1) % P] : [e, g, h]
    const signed = isNegative((((z * x) % P) * zInverse) % P) ? P - y : y
    const scale = (((turn ? SQRT_M1 : INVSQRT_A_MINUS_D) * signed) % P) * ((fh * own) % P)
    out[i] = scalarToBytes(absolute(mod((z - signed) * (scale % P))))
  }
  return out
}

/**
 * The element that 32 bytes encode (RFC 9496 section 4.3.1).
 * @returns null where they encode none
 */
export function pointFromBytes(bytes: Uint8Array): Point | null {
  if (bytes.length !== 32) return null
  const { power } = backend()
  if (power === undefined) {
    try {
      return Element.of(ristretto255.Point.fromBytes(bytes))
    } catch {
      return null
    }
  }
  const s = littleEndian(bytes)
  if (s >= P || isNegative(s)) return null
  const square = (s * s) % P
  const u1 = mod(1n - square)
  const u2 = 1n + square
  const u2Square = (u2 * u2) % P
  const v = mod(-D * ((u1 * u1) % P) - u2Square)
  const inverse = inverseRoot((v * u2Square) % P, power)
  if (inverse === null) return null
  const dx = (inverse * u2) % P
  const dy = (((inverse * dx) % P) * v) % P
  const x = absolute((2n * s * dx) % P)
  const y = (u1 * dy) % P
  const t = (x * y) % P
  return isNegative(t) || y === 0n ? null : new Element(new ed25519.Point(x, y, 1n, t))
}
