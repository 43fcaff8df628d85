// Lists of synthetic tokens of any size in seconds, made in DuckDB: two lists, half of the persons on both. Sounds of names are numbers, and what tokens.ts
// composes of names is composed of these, slot by slot; a token is DuckDB's own hash of it, 64 bits, and protects nothing. As in made-people.mjs families
// die together, names are as unevenly common as real ones, one given name in twenty loses its last sound, ages and fathers are often not known.

/** A number below 1 that hangs on numbers alone. */
const chance = (...parts) => `((hash(${parts.join(', ')}) >> 11) / 9007199254740992.0)`
/** Zipf: as common as one over its rank. */
const zipf = (size, ...parts) => `CAST(floor(exp(${chance(...parts)} * ln(${size}))) AS BIGINT)`
/** A sound of the word that has a rank. */
const sound = (word, at) => `CAST((hash(${word}, ${at}) % 12) AS INTEGER)`
const text = (...parts) => parts.map((part) => `CAST(${part} AS VARCHAR)`).join(" || ' ' || ")
/** Twelve sounds fall into eight classes. */
const coarse = (x) => `(${x} * 2 // 3)`

const token = (slot, label, parts, known = 'TRUE') =>
  `CAST((CASE WHEN ${known} THEN hash(${label}, ${parts.join(', ')}) ELSE hash(${slot}, 'filler', place, list) END >> 1) AS BIGINT) AS t${String(slot).padStart(2, '0')}`

/** The whole of some sounds, and with each left out, up to six. */
const variantsOf = (sounds) => [
  text(...sounds),
  ...sounds.map((_, i) => text(...sounds.filter((__, k) => k !== i))),
  ...Array.from({ length: 5 - sounds.length }, (_, i) => text(...sounds, `'- ${i}'`)),
]

/** SQL of one list of about so many records, with the columns of a file of tokens. */
export function madeTokensSql(records, list) {
  const persons = Math.round((records * 4) / 3)
  const given = [1, 2, 3, 4].map((i) => `g${i}`)
  const last = [1, 2, 3, 4, 5, 6].map((i) => `k${i}`)
  const short = given.slice(0, 3)
  const either = (whole, cut) => `CASE WHEN slip THEN ${cut} ELSE ${whole} END`
  const start = text(coarse('g1'), coarse('g2'))
  const coarseEnd = either(text(coarse('g3'), coarse('g4')), text(coarse('g2'), coarse('g3')))
  const lastCoarse = text(...last.map(coarse))
  const givenCoarse = either(text(...given.map(coarse)), text(...short.map(coarse)))
  const base = ['month', start, 'family']
  const [wholes, cuts] = [variantsOf(given), variantsOf(short)]
  const ends = variantsOf(last.slice(0, 5).map(coarse))
  const window = (value, shift, width) => `(${value} + ${shift}) // ${width}`
  const slots = [
    token(0, 0, ['year', 'given', 'family']),
    token(1, 1, ['quarter', 'given', 'family']),
    token(2, 2, ['quarter', givenCoarse, lastCoarse]),
    token(3, 3, ['month', text('g1', 'g2'), text('k5', 'k6')]),
    token(4, 4, ['month', coarseEnd, text(coarse('k5'), coarse('k6'))]),
    token(5, 5, base),
    token(6, 6, ['month', 'given', 'father'], 'knows_father'),
    token(7, 7, ['month', 'given', 'family', "'written'"]),
    token(8, 8, base),
    ...[0, 1, 2].map((shift) => token(9 + shift, 9 + shift, [...base, window('age', shift, 3)], 'knows_age')),
    token(12, 12, base, 'knows_age'),
    token(13, 13, [...base, 'father'], 'knows_father'),
    token(14, 14, base, 'knows_father'),
    ...wholes.map((whole, i) => token(15 + i, 15, ['month', either(whole, cuts[i]), lastCoarse])),
    ...ends.map((part, i) => token(21 + i, 21, ['month', givenCoarse, part])),
    token(27, 27, ['year', 'given', 'family']),
    ...[0, 1, 2, 3].map((shift) => token(28 + shift, 28 + shift, [window('day', shift, 4), start, 'family'])),
    token(32, 32, base),
    token(33, 33, [...base, 'place_of_death']),
    token(34, 34, ['month', givenCoarse, text(coarse('k1'), coarse('k2')), 'place_of_death']),
    token(35, 35, ['month', coarseEnd, text(coarse('k5'), coarse('k6')), 'place_of_death']),
    token(36, 36, base),
    token(37, 37, ['day', givenCoarse, coarse('k1')]),
    token(38, 38, ['day', coarseEnd, coarse('k6')]),
    token(39, 39, ['day', 'given', 'father'], 'knows_father'),
  ]
  return `
SELECT CAST(row_number() OVER () - 1 AS INTEGER) AS place, printf('%032x', i * 2 + ${list}) AS id, ${slots.join(',\n  ')}
FROM (
  SELECT *, ${either(text(...given), text(...short))} AS given, day // 365 AS year, day // 91 AS quarter, day // 30 AS month
  FROM (
    SELECT i AS place, ${list} AS list, i, father, family_rank, day, age, place_of_death,
      ${chance('i', list, 1)} < 0.05 AS slip, ${chance('i', list, 2)} < 0.7 AS knows_age, ${chance('i', list, 3)} < 0.6 AS knows_father,
      ${given.map((name, k) => `${sound('name_rank', k)} AS ${name}`).join(', ')},
      ${last.map((name, k) => `${sound('family_rank', 10 + k)} AS ${name}`).join(', ')},
      ${text(...last.map((_, k) => sound('family_rank', 10 + k)))} AS family
    FROM (
      SELECT i, ${zipf(800, 'i // 4', 4)} AS father, ${zipf(Math.max(1000, records / 4), 'i // 4', 5)} AS family_rank,
        ${zipf(1500, 'i', 6)} AS name_rank, CAST((i * 5560) // ${persons} AS BIGINT) AS day,
        CAST(${chance('i', 7)} * 70 AS BIGINT) AS age, (i // 4) % 14 AS place_of_death
      FROM range(${persons}) people(i)
      WHERE ${chance('i', 8)} < 0.5 OR ${chance('i', 9)} ${list === 0 ? '<' : '>='} 0.5
    )
  )
)`
}
