// The gate
export { type Assessment, assess, type Disclosure, type Published, type Question, unionOf } from './assess.js'
// Columns of a table, and what looks alike in them
export { type Classes, classesOf, compatibleSizes, type Distinct, distinctRows } from './classes.js'
export { type Column, columnOf } from './column.js'
// Tables of counts
export { type Bounds, boundsOf, type Derived, derivedCells } from './differencing.js'
// How much that gives away
export { type Diversity, diversityOf } from './diversity.js'
export { type Cause, type Failure, type Failures, failuresOf } from './failures.js'
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
export { atRung, type Coarser, type Ladder, ladderOf, type Rung } from './ladder.js'
export { type Attack, type Measures, measuresOf, populationOf } from './measures.js'
export { type Merged, mergeSmallCells } from './merge.js'
export { type MinimalSet, minimalSets, type Suda, sudaOf } from './special-uniques.js'
export {
  type Cell,
  cellInWords,
  countOf,
  eachOf,
  type Field,
  type Groups,
  type Joint,
  jointOf,
  tableOf,
  type Where,
} from './table.js'
