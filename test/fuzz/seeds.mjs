/** What the fuzzer starts from: seeded randomness, and small views that are the same in every run. */
import { AUDIENCES, makeRelease } from '@amana/bundle'
import { person, seededCase, seededRandom, viewOf } from '../.build/bundle/sample.js'

/**
 * A small generator (xorshift32 over a mix of seed and number), for choosing mutations and nothing else.
 * @returns `below(n)`: a whole number from 0 to n − 1; `byte()`; `of(list)`: one of its items
 */
export function random(seed, number) {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35)
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) ^ Math.imul(number ^ 0x27d4eb2f, 0x165667b1)
  if (state === 0) state = 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  for (let i = 0; i < 4; i++) next()
  const below = (n) => next() % n
  return { below, byte: () => next() & 255, of: (list) => list[below(list.length)] }
}

/** The views: two releases of one case for every audience. Of each release the widest comes first. */
export function views() {
  const draw = seededRandom('fuzz')
  const amana = seededCase('fuzz')
  amana.import([person(1), person(2)])
  makeRelease(amana, { random: draw })
  amana.import([person(1, { sex: 'female' }), person(4)])
  makeRelease(amana, { random: draw })
  return amana.releases.flatMap((release) =>
    AUDIENCES.map((audience) => ({
      name: `the ${audience}’s view of release ${release.number}`,
      bytes: viewOf(amana, audience, release),
      key: amana.verificationKey,
    })),
  )
}
