import { fromHex, toHex } from '@amana/codec'
import {
  type Backend,
  blinded,
  encodeDoubles,
  H,
  nobleBackend,
  type Point,
  pedersen,
  pointFromBytes,
  scalarToBytes,
  useBackend,
  ZERO,
} from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { afterEach, describe, expect, it } from '@jest/globals'
import { ristretto255 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'

/** RFC 9496 appendix A.1: 0 to 15 times the generator. */
const MULTIPLES = `
0000000000000000000000000000000000000000000000000000000000000000
e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76
6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919
94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259
da80862773358b466ffadfe0b3293ab3d9fd53c5ea6c955358f568322daf6a57
e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e
f64746d3c92b13050ed8d80236a7f0007c3b3f962f5ba793d19a601ebb1df403
44f53520926ec81fbd5a387845beb7df85a96a24ece18738bdcfa6a7822a176d
903293d8f2287ebe10e2374dc1a53e0bc887e592699f02d077d5263cdd55601c
02622ace8f7303a31cafc63f8fc48fdc16e1c8c8d234b2f0d6685282a9076031
20706fd788b2720a1ed2a5dad4952b01f413bcf0e7564de8cdc816689e2db95f
bce83f8ba5dd2fa572864c24ba1810f9522bc6004afe95877ac73241cafdab42
e4549ee16b9aa03099ca208c67adafcafa4c3f3e4e5303de6026e3ca8ff84460
aa52e000df2e16f55fb1032fc33bc42742dad6bd5a8fc0be0167436c5948501f
46376b80f409b29dc2b5f6f0c52591990896e5716f41477cd30085ab7f10301e
e0c418f7c8d9c4cdd7395b93ea124f3ad99021bb681dfc3302a9d99a2e53e64e`
  .trim()
  .split('\n')

/** RFC 9496 appendix A.2: not canonical, negative, no square, negative product of the coordinates, y = 0. */
const INVALID = `
00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
0100000000000000000000000000000000000000000000000000000000000000
01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20
c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562
c940e5a4404157cfb1628b108db051a8d439e1a421394ec4ebccb9ec92a8ac78
47cfc5497c53dc8e61c91d17fd626ffb1c49e2bca94eed052281b510b1117a24
f1c6165d33367351b0da8f6e4511010c68174a03b6581212c71c0e1d026c3c72
87260f7a2f12495118360f02c26a470f450dadf34a413d21042b43b9d93e1309
26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371
4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f
de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad7b
bcab477be20861e01e4a0e295284146a510150d9817763caf1a6f4b422d67042
2a292df7e32cababbd9de088d1d1abec9fc0440f637ed2fba145094dc14bea08
f4a9e534fc0d216c44b218fa0c42d99635a0127ee2e53c712f70609649fdff22
8268436f8c4126196cf64b3c7ddbda90746a378625f9813dd9b8457077256731
2810e5cbc2cc4d4eece54f61c6f69758e289aa7ab440b3cbeaa21995c2f4232b
3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e
a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220
d483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e
8a2e1d30050198c65a54483123960ccc38aef6848e1ec8f5f780e8523769ba32
32888462f8b486c68ad7dd9610be5192bbeaf3b443951ac1a8118419d9fa097b
227142501b9d4355ccba290404bde41575b037693cef1f438c47f8fbf35d1165
5c37cc491da847cfeb9281d407efc41e15144c876e0170b499a96a22ed31e01e
445425117cb8c90edcbc7c1cc0e74f747f2c1efa5630a967c64f287792a48a4b
ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f`
  .trim()
  .split('\n')

/** What noble itself says of 32 bytes. */
const byNoble = (bytes: Uint8Array): string | null => {
  try {
    return toHex(ristretto255.Point.fromBytes(bytes).toBytes())
  } catch {
    return null
  }
}

afterEach(() => {
  useBackend(nobleBackend)
})

describe.each([nobleBackend, nodeBackend] as Backend[])('elements of ristretto255 with $name', (backend) => {
  const bytesOf = (point: Point): string => toHex(point.toBytes())

  it('are encoded and decoded as RFC 9496 shows', () => {
    useBackend(backend)
    let sum = ZERO
    for (const encoded of MULTIPLES) {
      expect(bytesOf(sum)).toBe(encoded)
      const point = pointFromBytes(fromHex(encoded))!
      expect([point.equals(sum), bytesOf(point)]).toEqual([true, encoded])
      sum = sum.add(H)
    }
    expect(INVALID.filter((encoded) => pointFromBytes(fromHex(encoded)) !== null)).toEqual([])
    for (const length of [0, 31, 33]) expect(pointFromBytes(new Uint8Array(length))).toBeNull()
  })

  it('have doubles that are encoded together as they are one by one', () => {
    useBackend(backend)
    const points: Point[] = []
    for (let sum = ZERO; points.length < 8; sum = sum.add(H)) points.push(sum)
    expect(encodeDoubles(points).map(toHex)).toEqual(MULTIPLES.filter((_, i) => i % 2 === 0))
    const scalar = fc.bigInt({ min: 0n, max: 2n ** 250n })
    const list = fc.array(fc.tuple(scalar, scalar, fc.boolean()), { maxLength: 5 })
    fc.assert(
      fc.property(list, (all) => {
        const points = all.map(([a, b, isZero]) => {
          const point = pedersen(a, b).add(blinded(b))
          // Two points that stand for one element differ by another point that stands for the neutral one.
          return isZero ? point.add(pointFromBytes(point.toBytes())!.negate()) : point
        })
        expect(encodeDoubles(points).map(toHex)).toEqual(points.map((point) => bytesOf(point.double())))
      }),
      { numRuns: 25 },
    )
  })

  it('are those of noble, for any bytes and any sum', () => {
    useBackend(backend)
    const scalar = fc.bigInt({ min: 0n, max: 2n ** 250n })
    fc.assert(
      fc.property(scalar, scalar, (a, b) => {
        const point = pedersen(a, b).add(blinded(a)).double().negate()
        const encoded = bytesOf(point)
        expect(byNoble(point.toBytes())).toBe(encoded)
        expect(pointFromBytes(point.toBytes())!.equals(point)).toBe(true)
      }),
      { numRuns: 60 },
    )
    // Even numbers below p: one half are no squares, half of the others have a negative product.
    const even = fc.bigInt({ min: 0n, max: 2n ** 254n - 11n }).map((half) => scalarToBytes(2n * half))
    const any = fc.oneof(
      { weight: 8, arbitrary: even },
      { weight: 1, arbitrary: fc.uint8Array({ minLength: 32, maxLength: 32 }) },
    )
    let elements = 0
    fc.assert(
      fc.property(any, (bytes) => {
        const point = pointFromBytes(bytes)
        if (point !== null) elements++
        expect(point === null ? null : bytesOf(point)).toBe(byNoble(bytes))
      }),
      { numRuns: 200 },
    )
    expect(elements).toBeGreaterThan(20)
  })
})

describe('the native power', () => {
  it('is had from this Node, and says what BigInt does', () => {
    const p = 2n ** 255n - 19n
    const slow = (base: bigint): bigint => {
      let [out, square] = [1n, base]
      for (let rest = (7n * p - 11n) / 8n; rest > 0n; rest >>= 1n) {
        if ((rest & 1n) === 1n) out = (out * square) % p
        square = (square * square) % p
      }
      return out
    }
    const native = nodeBackend.power!
    for (const x of [0n, 1n, 2n, 3n, p - 1n, p - 2n, (p - 1n) / 2n, 2n ** 200n + 7n])
      expect(native(x)).toBe(slow(x))
  })
})
