import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ByteSource, readView, verifyView } from '@amana/bundle'
import { writeFileSafely } from '@amana/bundle/node'
import { AmanaError, utf8 } from '@amana/codec'
import { withCommitThreads } from '@amana/crypto/node'
import { isOwnScope, linkageWeightsSql } from '@amana/linkage'
import { verifyTalliesInThreads } from '@amana/tally/node'
import { EXIT } from '../exit.js'
import { Survey, TABLES, TOKENS, ViewTables } from '../export/view-tables.js'
import { bytesOf, keyOf, shownName, sourceOf } from '../input-file.js'
import { type Result, refuseExisting } from '../output.js'
import { Progress } from '../progress.js'
import { plain } from '../report-words.js'

/** Options of `amana export`. */
export interface ExportOptions {
  readonly out: string
  readonly parquet?: string
  readonly key?: string
  readonly sql?: boolean
}

const SENSITIVE =
  'The files hold what the view opens, and its tokens: pseudonymised, still sensitive. Guard them as you guard the view.'

/** Writes what a view opens as Parquet files, or the SQL that links them. */
export async function exportTables({ out, parquet, key, sql }: ExportOptions): Promise<Result> {
  if (sql === true && parquet === undefined) return exportSql(out)
  if (parquet === undefined || sql === true)
    throw new AmanaError('cli/misuse', 'Say what to export: --parquet VIEW, or --sql.')
  if (key === undefined)
    throw new AmanaError('cli/misuse', '--parquet needs --key: what does not verify is not exported.')
  return exportView(parquet, keyOf(key), out)
}

async function exportView(view: string, key: string, out: string): Promise<Result> {
  // Gone through twice, and so held where it comes from standard input.
  const held = view === '-' ? [await bytesOf('-')] : null
  const open = (): ByteSource => held ?? sourceOf(view)
  const paths = [...TABLES.map(([, name]) => name), TOKENS].map((name) => join(out, name))
  refuseExisting(...paths)
  const survey = new Survey()
  await Progress.during(`Reading ${shownName(view)}`, async (update) => {
    const read = await readView(open())
    let done = 0
    for await (const block of read.records) {
      for (const record of block) survey.take(record)
      done += block.length
      update(done, read.header.count)
    }
  })
  const isNew = !existsSync(out)
  if (isNew) mkdirSync(out, { mode: 0o700 })
  const tables = new ViewTables(out, survey)
  try {
    // What is written is what is verified, not what stood there before.
    const report = await Progress.during(`Verifying ${shownName(view)}`, (onProgress) =>
      withCommitThreads((commit) =>
        verifyView(open(), key, {
          commit,
          tally: verifyTalliesInThreads,
          onProgress,
          onRecord: (record) => tables.take(record),
        }),
      ),
    )
    if (!report.ok)
      return {
        json: {
          ok: false,
          error: {
            code: 'export/not-verified',
            message: `${shownName(view)} does not verify with this key. Nothing was written.`,
          },
        },
        text: '',
        exit: EXIT.failed,
      }
    tables.finish()
    refuseExisting(...paths)
    tables.commit()
  } finally {
    tables.discard()
    if (isNew && readdirSync(out).length === 0) rmdirSync(out)
  }
  const { files, closed, withoutTokens, scope } = tables
  return {
    json: { ok: true, verified: true, folder: out, files, closed, withoutTokens, scope },
    text: [
      ...files.map(({ file, rows, columns }) => `${file}: ${rows} rows, ${columns.length} columns`),
      ...(closed > 0 ? [`${closed} records are wholly closed, and in no file.`] : []),
      ...(scope === null
        ? ['No tokens are open in this view.']
        : isOwnScope({ id: scope.purpose })
          ? ['Tokens of a scope that the case shares with nobody: they meet those of its own views alone.']
          : [`Tokens of epoch ${scope.epoch} of “${plain(scope.purpose)}”.`]),
      ...(scope !== null && withoutTokens > 0 ? [`${withoutTokens} persons have no open tokens.`] : []),
      SENSITIVE,
    ].join('\n'),
    exit: EXIT.good,
  }
}

/** The build puts the files beside the program; the weights are printed from the tables of the library. */
function exportSql(out: string): Result {
  const folder = new URL('sql/', import.meta.url)
  const texts = readdirSync(folder).map(
    (name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const,
  )
  const files = [...texts, ['4-weights.sql', linkageWeightsSql()] as const].sort(([x], [y]) =>
    x < y ? -1 : 1,
  )
  refuseExisting(...files.map(([name]) => join(out, name)))
  if (!existsSync(out)) mkdirSync(out)
  for (const [name, text] of files) writeFileSafely(join(out, name), utf8(text), 0o644)
  return {
    json: { ok: true, folder: out, files: files.map(([name]) => name) },
    text: `${files.map(([name]) => name).join('\n')}\nRun them in this order, one of the two files of step 1, and those that end in -round again and again while amana_changed says 1 (docs/scale.md).`,
    exit: EXIT.good,
  }
}
