// Columns of a table, and what looks alike in them
export { type Classes, classesOf, compatibleSizes, type Distinct, distinctRows } from './classes.js'
export { type Column, columnOf } from './column.js'
// How much that gives away
export { type Diversity, diversityOf } from './diversity.js'
// Making it less
export {
  type Change,
  type Generalisation,
  INVESTIGATOR,
  optimalGeneralisation,
  type Policy,
  PUBLIC,
  smallestChanges,
} from './generalise.js'
export { approximateRisk, individualRisk } from './individual.js'
export { atRung, type Ladder, ladderOf, type Rung } from './ladder.js'
export { type Attack, type Measures, measuresOf, populationOf } from './measures.js'
export { type MinimalSet, minimalSets, type Suda, sudaOf } from './special-uniques.js'
