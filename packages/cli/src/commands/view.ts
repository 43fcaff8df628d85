import type { Audience, TableRequest } from '@amana/bundle'
import { AmanaError } from '@amana/codec'
import { EXIT } from '../exit.js'
import type { Result } from '../output.js'
import { Progress } from '../progress.js'
import { type UnlockOptions, withCase } from '../unlock.js'

/** Options of `amana view`. */
export interface ViewOptions extends UnlockOptions {
  readonly for: Audience
  readonly output: string
  readonly release?: number
  /** Each the names of fields, with commas between them. */
  readonly table?: readonly string[]
  readonly least?: number
}

/** A cell of fewer persons is merged with others: eleven where anybody may read it, five where the reader is known. */
const LEAST = { public: 11, auditor: 5, investigator: 5, custodian: 5 } as const

const tableRequests = ({ table = [], least, for: audience }: ViewOptions): readonly TableRequest[] =>
  table.map((fields) => ({ fields: fields.split(','), least: least ?? LEAST[audience] }))

/** Cuts a view by the policy of an audience and enters it in the ledger. */
export const view = (path: string, options: ViewOptions): Promise<Result> =>
  withCase(path, options, async (folder) => {
    const { releases } = folder.case
    const number = options.release ?? releases.length
    const release = releases[number - 1]
    if (release === undefined)
      throw new AmanaError(
        'view/no-release',
        releases.length === 0
          ? 'Nothing has been released yet: run amana release first.'
          : `There are ${releases.length} releases.`,
      )
    const bytes = await Progress.during('Writing', (update) =>
      folder.writeView(options.for, options.output, release, {
        onProgress: update,
        tables: tableRequests(options),
      }),
    )
    return {
      json: {
        ok: true,
        file: options.output,
        audience: options.for,
        release: number,
        size: release.size,
        bytes,
      },
      text: `Wrote ${options.output}: release ${number} for the ${options.for}, ${release.size} entries, ${bytes} bytes. Pseudonymised, still sensitive.`,
      exit: EXIT.good,
    }
  })
