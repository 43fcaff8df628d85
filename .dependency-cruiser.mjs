/**
 * The floors of the house, checked: a package imports only from floors below its own, and nothing below the
 * sixth floor needs Node except behind its `/node` subpath.
 *
 * `node test/checks/floors.mjs` runs the check. Tools read the default export, our own checks read `FLOORS`.
 */
export const FLOORS = {
  codec: 1,
  crypto: 2,
  names: 2,
  log: 3,
  records: 3,
  linkage: 4,
  tally: 4,
  risk: 4,
  evidence: 4,
  bundle: 5,
  cli: 6,
  web: 6,
}

/** A record's commitments hang in the same tree as the log's entries, so records may look across its floor. */
const ACROSS = { records: ['log'] }

/** The only one of ours that @amana/names may import: it knows no cryptography. */
const NAMES_MAY = ['codec']

const NODE_ONLY = '^packages/[^/]+/(src|dist)/node([./]|-[^/]*[.])'
const EVERYWHERE = Object.keys(FLOORS).filter((name) => FLOORS[name] < 6)
const source = (names) => `^packages/(${names.join('|')})/src/`
/** Also by name: an import that leads nowhere keeps its name, and should be told off for the right reason. */
const anyOf = (names) => `^(packages|@amana)/(${names.join('|')})(/|$)`

const downward = Object.keys(FLOORS).map((name) => {
  const allowed =
    name === 'names'
      ? NAMES_MAY
      : Object.keys(FLOORS).filter(
          (other) => FLOORS[other] < FLOORS[name] || (ACROSS[name] ?? []).includes(other),
        )
  const refused = Object.keys(FLOORS).filter((other) => other !== name && !allowed.includes(other))
  return {
    name: `downward-${name}`,
    comment: `${name} stands on floor ${FLOORS[name]} and imports only from below`,
    severity: 'error',
    from: { path: source([name]) },
    to: { path: anyOf(refused) },
  }
})

export default {
  forbidden: [
    ...downward,
    {
      name: 'no-node-below-six',
      comment: 'up to floor 5 everything runs in a browser; Node stands behind the /node subpath',
      severity: 'error',
      from: { path: source(EVERYWHERE), pathNot: NODE_ONLY },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-way-round-to-node',
      comment: 'a browser file that imports a /node file needs Node after all',
      severity: 'error',
      from: { path: source(EVERYWHERE), pathNot: NODE_ONLY },
      to: { path: NODE_ONLY },
    },
    {
      name: 'by-the-front-door',
      comment: 'another package is imported by its name, never by a path into its source',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/' },
      to: { path: '^packages/[^/]+/src/', pathNot: '^packages/$1/src/' },
    },
    {
      name: 'no-cycle',
      comment: 'data flows one way',
      severity: 'error',
      from: { path: '^packages/' },
      to: { circular: true },
    },
    {
      name: 'declared',
      comment:
        'what a package imports stands in its own dependencies, so that it installs by itself (pnpm lets an undeclared sibling fail to resolve)',
      severity: 'error',
      from: { path: '^packages/' },
      to: {
        pathNot: '^packages/',
        dependencyTypes: ['npm-no-pkg', 'npm-dev', 'npm-peer', 'npm-unknown', 'undetermined'],
      },
    },
    {
      name: 'resolved',
      comment: 'every import leads to a file',
      severity: 'error',
      from: { path: '^packages/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.d.ts', '.json'],
    },
  },
}
