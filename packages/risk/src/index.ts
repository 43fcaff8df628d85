// Columns of a table, and what looks alike in them
export { type Classes, classesOf, compatibleSizes, type Distinct, distinctRows } from './classes.js'
export { type Column, columnOf } from './column.js'
// How much that gives away
export { type Diversity, diversityOf } from './diversity.js'
export { approximateRisk, individualRisk } from './individual.js'
export { type Attack, type Measures, measuresOf, populationOf } from './measures.js'
export { type MinimalSet, minimalSets, type Suda, sudaOf } from './special-uniques.js'
