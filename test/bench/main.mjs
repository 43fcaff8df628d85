/**
 * `pnpm bench SUBJECT …`: measurements that others can repeat, one file a subject. A subject's file exports `run(args)`.
 */
const SUBJECTS = {
  append: () => import('./append.mjs'),
  build: () => import('./build.mjs'),
  gate: () => import('./gate.mjs'),
  hash: () => import('./hash.mjs'),
  'linkage-sql': () => import('./linkage-sql.mjs'),
  'linkage-scale': () => import('./linkage-scale.mjs'),
  linkage: () => import('./linkage.mjs'),
  log: () => import('./log.mjs'),
  'linkage-leaks': () => import('./linkage-leaks.mjs'),
  memory: () => import('./memory.mjs'),
  names: () => import('./names.mjs'),
  peers: () => import('./peers.mjs'),
  risk: () => import('./risk.mjs'),
  size: () => import('./size.mjs'),
  tally: () => import('./tally.mjs'),
  verify: () => import('./verify.mjs'),
}

const [subject, ...args] = process.argv.slice(2)
const load = Object.hasOwn(SUBJECTS, subject ?? '') ? SUBJECTS[subject] : undefined
if (load) await (await load()).run(args)
else {
  console.error(`usage: bench ${Object.keys(SUBJECTS).join('|')} …`)
  process.exitCode = 2
}
