import { type Audience, assessView, type Case, planView, type Release, type ViewChoice } from '@amana/bundle'
import { AmanaError } from '@amana/codec'
import { EXIT } from '../exit.js'
import { findingInWords, findingJson, remedyInWords } from '../gate-words.js'
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
  /** Names of fields, with commas between them. */
  readonly open?: string
  readonly close?: string
  /** Hand it out although the gate refuses it, for this reason. */
  readonly override?: boolean
  readonly reason?: string
}

/** A cell of fewer persons is merged with others: eleven where anybody may read it, five where the reader is known. */
const LEAST = { public: 11, auditor: 5, investigator: 5, custodian: 5 } as const

/** What is asked for beside the audience's policy. */
export const choiceOf = ({
  table = [],
  least,
  for: audience,
  open,
  close,
}: Omit<ViewOptions, 'output'>): ViewChoice => ({
  open: open?.split(',') ?? [],
  close: close?.split(',') ?? [],
  tables: table.map((fields) => ({ fields: fields.split(','), least: least ?? LEAST[audience] })),
})

/** The release of a number, or the last. @throws {AmanaError} `view/no-release` */
export function releaseOf({ releases }: Case, number = releases.length): Release {
  const release = releases[number - 1]
  if (release === undefined)
    throw new AmanaError(
      'view/no-release',
      releases.length === 0
        ? 'Nothing has been released yet: run amana release first.'
        : `There are ${releases.length} releases.`,
    )
  return release
}

/** What cannot be judged cannot be passed over either. */
const UNJUDGED = ['view/bad-table', 'risk/tables-too-large']

function judged(override: boolean, ...args: Parameters<typeof assessView>): ReturnType<typeof assessView> {
  try {
    return assessView(...args)
  } catch (error) {
    if (!override || !(error instanceof AmanaError) || !UNJUDGED.includes(error.code)) throw error
    throw new AmanaError(
      error.code,
      `${error.message} An override does not help: it is for what was judged, and this was not.`,
      error.details,
    )
  }
}

/** Cuts a view by the policy of an audience and enters it in the ledger, unless it would give too much away. */
export const view = (path: string, options: ViewOptions): Promise<Result> =>
  withCase(path, options, async (folder) => {
    const release = releaseOf(folder.case, options.release)
    const choice = choiceOf(options)
    const { override = false, reason } = options
    if (override !== (reason !== undefined))
      throw new AmanaError(
        'view/no-reason',
        'An override needs its reason: --override --reason "…", both or neither.',
      )
    const refused = judged(override, folder.case, options.for, release, choice).filter(
      ({ passes }) => !passes,
    )
    if (refused.length > 0 && !override)
      return {
        json: {
          ok: false,
          error: {
            code: 'view/gives-away',
            message: 'The view would give too much away; nothing was written.',
          },
          gate: refused.map(findingJson),
        },
        text: [
          'Refused. With all that was handed out before, this view would single people out:',
          ...refused.map(findingInWords),
          ...remedyInWords(refused),
          'To hand it out all the same: --override --reason "…". The reason is signed into the view, and every verifier shows it.',
        ].join('\n'),
        exit: EXIT.refused,
      }
    const bytes = await Progress.during('Writing', (update) =>
      folder.writeView(options.for, options.output, release, {
        onProgress: update,
        ...choice,
        ...(refused.length > 0 && reason !== undefined ? { override: reason } : {}),
      }),
    )
    const closedIn = [...planView(folder.case, options.for, release, choice).closedIn]
    return {
      json: {
        ok: true,
        file: options.output,
        audience: options.for,
        release: release.number,
        size: release.size,
        bytes,
        overridden: refused.length > 0,
        closedIn: closedIn.map(([number, fields]) => ({ release: number, fields })),
      },
      text: [
        `Wrote ${options.output}: release ${release.number} for the ${options.for}, ${release.size} entries, ${bytes} bytes. Pseudonymised, still sensitive.${override && refused.length === 0 ? ' It passed as it is: no reason was signed.' : ''}`,
        ...closedIn.map(
          ([number, fields]) =>
            `Closed in the persons whom release ${number} listed first, since too few of them look alike: ${fields.join(', ')}.`,
        ),
      ].join('\n'),
      exit: EXIT.good,
    }
  })
