import { EXIT } from '../exit.js'
import type { Result } from '../output.js'
import { type UnlockOptions, withCase } from '../unlock.js'

/** Options of `amana withdraw`. */
export interface WithdrawOptions extends UnlockOptions {
  readonly reason: string
  readonly evidence?: boolean
}

/** Withdraws rows; the next release says so. */
export const withdraw = (path: string, rows: readonly string[], options: WithdrawOptions): Promise<Result> =>
  withCase(path, options, (folder) => {
    folder.withdraw(rows, options.reason, options.evidence === true ? 'evidence' : 'person')
    const shredded = options.reason === 'consent'
    return {
      json: { ok: true, withdrawn: rows.length, reason: options.reason, shredded },
      text: [
        `Withdrew ${rows.length} ${options.evidence === true ? 'of evidence' : rows.length === 1 ? 'row' : 'rows'} (${options.reason}). The next release will say so.`,
        ...(shredded
          ? [
              'Their values and secrets were deleted from the case. Backups of the folder, escrow files and grants that were',
              'handed out keep what they hold: delete those that you can reach.',
            ]
          : []),
      ].join('\n'),
      exit: EXIT.good,
    }
  })
