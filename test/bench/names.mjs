/**
 * `pnpm -s bench names < names.txt > keys.jsonl`: one name a line in, one line `{"name":…,"keys":[…]}` out, in order. Two
 * names match where they share a key. `../shared/eval/names.mjs` scores such files.
 *
 * `pnpm -s bench names score cross PAIRS` and `… score variants TABLE` score here: recall as the script there does it, but
 * the chance of a false match over every pair of lines instead of a draw. `… speed NAMES` prints names a second.
 */
import { readFileSync } from 'node:fs'
import { nameKeys } from '@amana/names'

const linesOf = (file) =>
  readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim())

/** Lines of the standard input as the scorer cuts them: at line feeds, with or without a carriage return, and nowhere else. */
async function* namesOf(input) {
  let rest = ''
  let first = true
  for await (const chunk of input.setEncoding('utf8')) {
    const text = first ? chunk.replace(/^\uFEFF/, '') : chunk
    first = false
    const lines = (rest + text).split('\n')
    rest = lines.pop()
    for (const line of lines) yield line.replace(/\r$/, '')
  }
  yield rest
}

async function keys() {
  // Whoever reads has seen enough (`| head`).
  process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  let out = ''
  for await (const name of namesOf(process.stdin)) {
    if (name.trim() === '') continue
    out += `${JSON.stringify({ name, keys: nameKeys(name) })}\n`
    if (out.length > 65_536) {
      process.stdout.write(out)
      out = ''
    }
  }
  process.stdout.write(out)
}

const keySets = () => {
  const known = new Map()
  return (name) => {
    if (!known.has(name)) known.set(name, new Set(nameKeys(name)))
    return known.get(name)
  }
}
const meet = (a, b) => {
  for (const one of a) if (b.has(one)) return true
  return false
}
const add = (map, key, value) => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** Recall over the lines `arabic<TAB or comma>latin`, and the false matches of each Arabic name with each other line's Latin one. */
export function scoreCross(file) {
  const of = keySets()
  const pairs = linesOf(file)
    .map((line) => line.split(/[\t,]/).map((cell) => cell.trim()))
    .filter(([a, b]) => /\p{Script=Arabic}/u.test(a ?? '') && /\p{Script=Latin}/u.test(b ?? ''))
  const byKey = new Map()
  pairs.forEach(([, latin], j) => {
    for (const key of of(latin)) add(byKey, key, j)
  })
  let hits = 0
  let wrong = 0
  pairs.forEach(([arabic, latin]) => {
    if (meet(of(arabic), of(latin))) hits++
    const others = new Set([...of(arabic)].flatMap((key) => byKey.get(key) ?? []))
    for (const j of others) if (pairs[j][0] !== arabic && pairs[j][1] !== latin) wrong++
  })
  return { pairs: pairs.length, recall: hits / pairs.length, falseMatchRate: wrong / pairs.length ** 2 }
}

/** Spellings of two occurrences or more in a table `cluster, arabic, latin, count`; pairs of one cluster are true. */
export function scoreVariants(file) {
  const of = keySets()
  const clusters = new Map()
  for (const [cluster, , latin, count] of linesOf(file)
    .slice(1)
    .map((line) => line.split('\t')))
    if (Number(count) >= 2) add(clusters, latin, cluster)
  const names = [...clusters.keys()]
  const groups = [...clusters.values()]
  const sets = names.map(of)
  let right = 0
  let wrong = 0
  let missed = 0
  for (let i = 0; i < names.length; i++)
    for (let j = 0; j < i; j++) {
      const same = groups[i].some((one) => groups[j].includes(one))
      const matched = meet(sets[i], sets[j])
      if (same && matched) right++
      else if (matched) wrong++
      else if (same) missed++
    }
  const precision = right / (right + wrong || 1)
  const recall = right / (right + missed || 1)
  return {
    spellings: names.length,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall || 1),
  }
}

function speed(file) {
  const names = linesOf(file)
  const start = process.cpuUsage().user
  let count = 0
  for (const name of names) count += nameKeys(name).length
  const seconds = (process.cpuUsage().user - start) / 1e6
  return {
    names: names.length,
    keysEach: count / names.length,
    namesPerSecond: Math.round(names.length / seconds),
  }
}

export async function run([what, kind, file]) {
  if (what === undefined) await keys()
  else if (what === 'score' && kind === 'cross' && file) console.log(JSON.stringify(scoreCross(file)))
  else if (what === 'score' && kind === 'variants' && file) console.log(JSON.stringify(scoreVariants(file)))
  else if (what === 'speed' && kind) console.log(JSON.stringify(speed(kind)))
  else {
    console.error(
      'usage: bench names [score cross|variants FILE | speed FILE] (without: names on the standard input)',
    )
    process.exitCode = 2
  }
}
