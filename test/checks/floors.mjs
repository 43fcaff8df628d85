/** Imports go downward only: runs dependency-cruiser over every package's source with the rules of the house. */
import { existsSync, readdirSync } from 'node:fs'
import { cruise } from 'dependency-cruiser'
import config, { FLOORS } from '../../.dependency-cruiser.mjs'

const packages = readdirSync('packages').filter((name) => existsSync(`packages/${name}/package.json`))
const homeless = packages.filter((name) => !(name in FLOORS))
if (homeless.length > 0) {
  console.error(`floors: no floor given in .dependency-cruiser.mjs for: ${homeless.join(', ')}`)
  process.exit(1)
}

const sources = packages.map((name) => `packages/${name}/src`)
const { enhancedResolveOptions, ...options } = config.options
const { output } = await cruise(
  sources,
  { ...options, validate: true, ruleSet: { forbidden: config.forbidden } },
  enhancedResolveOptions,
)

const { violations, totalCruised, totalDependenciesCruised } = output.summary
for (const { rule, from, to, comment } of violations) {
  console.error(`floors: ${rule.name}: ${from} -> ${to}${comment ? ` (${comment})` : ''}`)
}
if (violations.length > 0) process.exit(1)
console.log(`floors: ${totalDependenciesCruised} imports of ${totalCruised} modules all go downward`)
