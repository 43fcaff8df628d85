export { EXIT, type ExitCode } from './exit.js'
export { readTable, type TableOptions, type TableResult } from './import/table.js'
export { main, program } from './program.js'
