// Made-up lists of any size, for the benches of linkage.
import { mulberry32 } from './mulberry.mjs'

const LETTERS = [...'ابتجحخدرزسشصطعغفقكلمنهوي']
/** Rows of two lists; families of one to six die together; names are as unevenly common as real ones (Zipf), families grow with the number of persons. */
export function* peopleOf(rows) {
  const random = mulberry32(rows)
  const word = (rank, length) =>
    Array.from(
      { length },
      (_, i) => LETTERS[(rank * (2 * i + 7) + (rank >> (3 * i)) * 5 + i * 11) % LETTERS.length],
    ).join('')
  const zipf = (size) => Math.floor(Math.exp(random() * Math.log(size)))
  const families = Math.max(1000, Math.floor(rows / 8))
  for (let made = 0, event = 0; made < rows; event++) {
    // Events over as many days as there are rows for: a bigger war is longer, or wider.
    const day = new Date(Date.UTC(2011, 2, 15) + Math.floor((event / rows) * 8 * 3650) * 864e5)
      .toISOString()
      .slice(0, 10)
    const family = `ال${word(zipf(families), 6)}`
    const father = word(zipf(800), 4)
    for (let member = 1 + Math.floor(random() * 6); member > 0 && made < rows; member--) {
      const name = word(zipf(1500), 4)
      const age = Math.floor(random() * 70)
      for (const list of random() < 0.5 ? [0, 1] : random() < 0.5 ? [0] : [1]) {
        const given = random() < 0.05 ? name.slice(0, -1) : name
        yield {
          source: list,
          id: made++,
          facts: {
            parts: random() < 0.4 ? { given, family } : { given, father, family },
            ...(random() < 0.7 ? { age } : {}),
            date: day,
            governorate: `Governorate ${event % 14}`,
          },
        }
      }
    }
  }
}
