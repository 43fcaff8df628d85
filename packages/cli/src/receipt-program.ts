/** `amana receipt`: one command that makes a receipt, or with `--check` looks for one. */
import { AmanaError } from '@amana/codec'
import { type Command, Option } from 'commander'
import type { ReceiptOptions } from './commands/receipt.js'
import type { Run } from './sample-program.js'
import { withUnlock } from './unlock.js'

type Options = ReceiptOptions & {
  readonly check?: string
  readonly key?: string
  readonly scanned?: string
  readonly json?: boolean
}

/** Adds `amana receipt` to the program. */
export function addReceipt(
  command: (usage: string, description: string, help: string) => Command,
  run: Run,
): void {
  withUnlock(
    command(
      'receipt [case] [row]',
      'six words by which a family shows later which record is their person’s; or look for them in a view',
      `The words are printed once and kept nowhere: no redirection, no screenshot. Issue before a record's first release where you can: that leaves
no trace at all; later, the record is re-issued among others. Issuing again replaces the words, with the next release.
  amana receipt CASE ROW --lang ar
  amana receipt --check VIEW --key KEY     (asks for the words, or reads them from standard input; never an argument)
Paper is for families who wish it. What it cannot hide: docs/receipts.md.`,
    ),
  )
    .addOption(
      new Option('--lang <language>', 'list of the words, and language to the family')
        .choices(['en', 'ar'])
        .default('en'),
    )
    .option('--paper <file>', 'write a page with a code as well, .html or .pdf; it opens under the words')
    .option(
      '--note <text>',
      'what the second words on the page open: short and harmless; a number where left out',
    )
    .option('--check <view>', 'verify a view and look for the record of the words')
    .option(
      '--key <key>',
      "with --check: the documenter's verification key, a key.pub file or the key itself",
    )
    .option('--scanned <file>', 'with --check: the text of the code on a page')
    .action((path: string | undefined, row: string | undefined, { json, ...options }: Options) =>
      run(
        json === true,
        async () => {
          const { issueReceipt, checkReceipt } = await import('./commands/receipt.js')
          const { check, key, scanned } = options
          if (check !== undefined && key !== undefined && path === undefined)
            return checkReceipt(check, { key, ...(scanned === undefined ? {} : { scanned }) })
          if (check === undefined && path !== undefined && row !== undefined)
            return issueReceipt(path, row, options)
          throw new AmanaError('cli/misuse', 'Give CASE and ROW, or --check VIEW with --key KEY.')
        },
        options.check !== undefined,
      ),
    )
}
