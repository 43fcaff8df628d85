import type { Tables } from './model.js'
import type { Trees } from './trees.js'
export const CALIBRATION: readonly number[] = []
export const priorTables = (): Tables => ({ names: new Map(), open: new Map() })
export const stages = (): readonly Trees[] => []
