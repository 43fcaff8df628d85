/** `amana sample` and its parts, in the order in which they are used. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type {
  AnswerOptions,
  CheckOptions,
  CommitOptions,
  DrawOptions,
  ShareOptions,
  SizeOptions,
} from './commands/sample.js'
import type { Result } from './output.js'
import { withUnlock } from './unlock.js'

/** How a command is run: see `program.ts`. */
export type Run = (
  asJson: boolean,
  work: () => Result | Promise<Result>,
  ofEvidence: boolean,
) => Promise<void>

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

const whole = (value: string): number => {
  if (!/^(0|[1-9]\d{0,8})$/.test(value)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(value)
}

const percentage = (value: string): number => {
  const number = Number(value)
  if (!/^\d{1,2}(\.\d{1,3})?$/.test(value) || number === 0)
    throw new InvalidArgumentError('Expected a percentage between 0 and 100 with at most three decimals.')
  return number
}

const confidence = () =>
  new Option('--confidence <percent>', 'of the statement, in percent').argParser(percentage).default(95)
const KEY = ['--key <key>', "the documenter's verification key: a key.pub file or the key itself"] as const

const withPlan = (command: Command): Command =>
  command
    .addOption(new Option('--count <number>', 'records to draw').argParser(whole))
    .addOption(
      new Option('--fewer-than <number>', 'draw as many as this statement needs if none is bad').argParser(
        whole,
      ),
    )
    .addOption(confidence())
    .option('--by <field>', 'draw from each value of this open field, such as incident')
    .option(
      '--fields <list>',
      'fields to open, with commas; else what claims count by, and the kinds of sources',
    )
    .addOption(
      new Option('--for <purpose>', 'the consent that is asked for')
        .choices(['investigators', 'courts', 'publish', 'contact'])
        .default('investigators'),
    )

/** Adds `amana sample` to the program. */
export function addSample(amana: Command, run: Run): void {
  const sample = amana
    .command('sample')
    .description(
      'spot checks: draw records after the checkpoint is fixed, have them opened, say what follows',
    )
    .addHelpText(
      'after',
      `
By a public beacon: agree on a later value of it, then draw --beacon, answer --beacon, check.
Else: commit (auditor), share (documenter), draw (auditor), answer (documenter), check (auditor).
Neither side can choose what is drawn, and the documenter draws again before he opens anything.`,
    )
  const part = (usage: string, description: string, help = ''): Command =>
    sample
      .command(usage)
      .description(description)
      .option('--json', 'print one JSON object to stdout, and nothing else')
      .addHelpText('after', `\n${help}`)
  const load = () => import('./commands/sample.js')

  part('size', 'how many records to draw for a statement')
    .addOption(new Option('--of <number>', 'records in the list').argParser(whole).makeOptionMandatory())
    .addOption(
      new Option('--fewer-than <number>', 'the statement: fewer than this many are bad')
        .argParser(whole)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--found <number>', 'bad ones that may be found').argParser(whole).default(0))
    .addOption(confidence())
    .action((options: SizeOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await load()).size(options), false),
    )

  withPlan(
    part(
      'commit <view>',
      'auditor: fix what will be asked and a random number, and print the commitment to send',
    ),
  )
    .requiredOption(...KEY)
    .requiredOption('-o, --output <file>', 'file for your number; keep it to yourself')
    .action((view: string, options: CommitOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await load()).commit(view, options), true),
    )

  withUnlock(part('share <case> <commitment>', 'documenter: print the number that answers a commitment'))
    .addOption(new Option('--release <number>', 'which release; the last where left out').argParser(whole))
    .action((path: string, commitment: string, options: ShareOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await load()).share(path, commitment, options), false),
    )

  withPlan(part('draw <view>', 'auditor: draw the records and write the request for them'))
    .requiredOption(...KEY)
    .option('--beacon <text>', 'the value of the public beacon that was agreed on')
    .option('--secret <file>', 'what amana sample commit wrote; the plan is in it')
    .option('--share <number>', 'what the documenter answered')
    .requiredOption('-o, --output <file>', 'file to write')
    .action((view: string, options: DrawOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await load()).draw(view, options), true),
    )

  withUnlock(
    part(
      'answer <case> <request>',
      'documenter: open the drawn records for the auditor, as far as consent goes',
      `Draws again first and opens nothing where the auditor asks for other records. Names and what names a person are never
opened. What was handed out is written to the case's ledger.`,
    ),
  )
    .option('--beacon <text>', 'the value of the beacon as you read it yourself')
    .option('--hold-back <id>', 'do not open this record: it counts as bad; may be repeated', collect)
    .option('--to <age1…>', 'age recipient of the auditor; may be repeated', collect)
    .option('--to-passphrase-file <file>', 'file whose first line becomes the passphrase of the answer')
    .requiredOption('-o, --output <file>', 'file to write')
    .action((path: string, request: string, options: AnswerOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await load()).answer(path, request, options), false),
    )

  withUnlock(
    part(
      'check <view> <request> <answer>',
      'auditor: check each opening against the checkpoint, and print the bound',
      'Exit 1 where an opening is not what was signed. --passphrase-file and --identity open the answer.',
    ),
  )
    .requiredOption(...KEY)
    .option('--bad <id>', 'a record that you found to be bad; may be repeated', collect)
    .addOption(new Option('--lang <language>', 'language of the report').choices(['en', 'ar']).default('en'))
    .action((view: string, request: string, answer: string, options: CheckOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await load()).check(view, request, answer, options), true),
    )
  for (const each of sample.commands) each.exitOverride()
}
