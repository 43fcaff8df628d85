// The risk of one record of a sample, given how many of the population look like it (Benedetti and Franconi 1998; Franconi and
// Polettini 2004, "Individual risk estimation in mu-Argus: a review").

/**
 * Probability that a record is the person looked for: the mean of 1/F over what the population's frequency F may be if f of them were
 * drawn, F - f being negative binomial with p = f / F̂. That mean is p^f ∫ y^(f-1) (1 - (1-p)y)^-f dy over [0, 1]; integrating by parts
 * gives r(f) = p/(1-p) · (1/(f-1) - r(f-1)), which is steady for p < 1/2, and for the rest its series converges by halves.
 *
 * @param sample f, how many in the sample look like this, at least 1
 * @param population F̂, how many in the population are estimated to; not below f
 */
export function individualRisk(sample: number, population: number): number {
  if (population <= sample) return 1 / sample
  const p = sample / population
  const q = 1 - p
  if (p < 1 / 2) {
    let risk = (p / q) * Math.log(1 / p)
    for (let f = 2; f <= sample; f++) risk = (p / q) * (1 / (f - 1) - risk)
    return risk
  }
  let term = 1
  let sum = 1
  for (let n = 1; term > 1e-17; n++) {
    term *= (n / (sample + n)) * q
    sum += term
  }
  return (p / sample) * sum
}

/** The same as sdcMicro gives it by default: exact for f of 1 and 2, p / (f - (1 - p)) above. To compare figures by. */
export function approximateRisk(sample: number, population: number): number {
  if (sample <= 2 || population <= sample) return individualRisk(sample, population)
  const p = sample / population
  return p / (sample - (1 - p))
}
