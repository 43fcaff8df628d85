export type { Problem } from './import/problem.js'
export { readTable, type TableOptions, type TableResult } from './import/table.js'
export { templateText } from './import/template.js'
