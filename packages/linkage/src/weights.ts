// The shipped tables as SQL: step 4 of the files in packages/linkage/sql, which weigh pairs as model.ts does.
import { type Classes, makeModel } from './model.js'
import { priorTables } from './prior.js'

/** Levels of a pattern (pattern.ts): details, events, frequencies. */
const [DETAILS, EVENTS, FREQUENCIES] = [60, 24, 7]

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** Numbers are written so that the same double is read. `EXP(0)` is 1 as a double in every dialect, where the name of that type differs. */
function table(
  name: string,
  keys: readonly string[],
  rows: readonly (readonly [number[], Classes])[],
): string {
  const columns = ['same', 'event', 'other']
  return `DROP TABLE IF EXISTS ${name};
CREATE TABLE ${name} AS
SELECT ${[...keys, ...columns.map((column) => `EXP(0) * v_${column} AS w_${column}`)].join(', ')}
FROM (VALUES
${rows.map(([key, classes]) => `  (${[...key, ...classes.map((value) => value.toExponential().toUpperCase())].join(', ')})`).join(',\n')}
) AS v(${[...keys, ...columns.map((column) => `v_${column}`)].join(', ')});
`
}

/**
 * SQL that makes the tables of weights that the files in `sql/` join with: how likely each pattern is in the three classes
 * (one person; two of one event; two of two events) by the model that {@link linkRows} begins with, and the classes' shares in the training.
 *
 * @example
 * writeFileSync('4-weights.sql', linkageWeightsSql())
 */
export function linkageWeightsSql(): string {
  const tables = priorTables()
  const model = makeModel(tables)
  const joints = [...tables.names.keys()].map((key): [number[], Classes] => {
    const [name, detail] = [Math.floor(key / DETAILS), key % DETAILS]
    return [[name, detail], model.likelihood({ name, detail, event: 0, frequency: 0 }).names]
  })
  const names = [...new Set(joints.map(([[name]]) => name!))]
  const all = model.totals.reduce((sum, total) => sum + total + 1, 0)
  const shares = model.totals.map((total) => (total + 1) / all) as unknown as Classes
  return `-- Step 4: the weights of the model, printed by @amana/linkage. How likely each pattern is in each class, from made-up lists: nobody is in them.
${table('amana_weight_joint', ['names', 'detail'], joints)}
${table(
  'amana_weight_name',
  ['names'],
  // A number that no name pattern has stands for those that the training never saw.
  [-1, ...names].map((name) => [[name], model.apart(name, 0).name]),
)}
${table(
  'amana_weight_detail',
  ['detail'],
  upTo(DETAILS).map((detail) => [[detail], model.apart(0, detail).detail]),
)}
${table(
  'amana_weight_event',
  ['event', 'rarity'],
  upTo(EVENTS).flatMap((event) =>
    upTo(FREQUENCIES).map((frequency): [number[], Classes] => [
      [event, frequency],
      model.likelihood({ name: 0, detail: 0, event, frequency }).event,
    ]),
  ),
)}
${table('amana_weight_share', ['turn'], [[[0], shares]]).replaceAll(' AS w_', ' AS p_')}`
}
