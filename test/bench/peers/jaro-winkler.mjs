// Jaro's similarity with Winkler's bonus for a common start: W. E. Winkler, "String comparator metrics and enhanced
// decision rules in the Fellegi-Sunter model of record linkage" (1990). Bonus .1 a letter, four at most, above .7.

// Kept between calls: there are millions.
let TAKEN = new Uint8Array(64)
let COMMON = new Uint16Array(64)

/**
 * @param a,b strings, compared by UTF-16 units
 * @returns 0 to 1; 0 where one is empty
 * @example jaroWinkler('martha', 'marhta') // .9611…
 */
export function jaroWinkler(a, b) {
  if (a === b) return a === '' ? 0 : 1
  const window = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1)
  if (b.length > TAKEN.length) TAKEN = new Uint8Array(2 * b.length)
  if (a.length > COMMON.length) COMMON = new Uint16Array(2 * a.length)
  const taken = TAKEN.fill(0, 0, b.length)
  const common = COMMON
  let n = 0
  for (let i = 0; i < a.length; i++) {
    const end = Math.min(b.length, i + window + 1)
    for (let j = Math.max(0, i - window); j < end; j++)
      if (!taken[j] && a.charCodeAt(i) === b.charCodeAt(j)) {
        taken[j] = 1
        common[n++] = a.charCodeAt(i)
        break
      }
  }
  if (n === 0) return 0
  let moved = 0
  let at = 0
  for (let j = 0; j < b.length; j++) if (taken[j] && b.charCodeAt(j) !== common[at++]) moved++
  const jaro = (n / a.length + n / b.length + (n - moved / 2) / n) / 3
  if (jaro <= 0.7) return jaro
  let start = 0
  while (start < 4 && start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start++
  return jaro + start * 0.1 * (1 - jaro)
}
