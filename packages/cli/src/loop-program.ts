/** The commands of the review loop, in the order in which they are used. */
import { type Command, Option } from 'commander'
import type { AnswerOptions } from './commands/answer.js'
import type { AssessOptions, RequestOptions, ReviewerKeyOptions } from './commands/loop.js'
import type { Run } from './sample-program.js'
import { withUnlock } from './unlock.js'

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]
const KEY = ['--key <key>', "the documenter's verification key: a key.pub file or the key itself"] as const
const FINDINGS = ['credible', 'non-credible', 'duplicate', 'inconclusive', 'reopened']
const GRADES = ['confirmed', 'fair', 'weak', 'contested', 'discounted']

/** Makes a command of the program. */
type Make = (usage: string, description: string, help: string) => Command

/** Adds `amana reviewer-key`, `request`, `answer` and `assess` to the program. */
export function addLoop(command: Make, run: Run): void {
  const load = () => import('./commands/loop.js')

  command(
    'reviewer-key <file>',
    'make the key by which an investigator signs requests and assessments',
    'Beside the wrapped key stands FILE.pub. Documenters and readers should have it by another way than the documents it signs.',
  )
    .requiredOption('--name <name>', 'who signs, such as a domain; it stands in every document')
    .option('--passphrase-file <file>', 'file whose first line becomes the passphrase')
    .option('--recipient <age1…>', 'age recipient who can open the key; may be repeated', collect)
    .action((path: string, options: ReviewerKeyOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await load()).makeReviewerKey(path, options), false),
    )

  withUnlock(
    command(
      'request <view>',
      'investigator: ask the documenter for fields of persons, for one purpose, until a day',
      `Verifies the view first. Names and what names a person cannot be asked for, nor linkage tokens. Ask for persons who look
alike: an answer opens in groups of five and more, taking together all that was ever handed out, or it opens nobody.
--where compares open fields of the view; an incident may be given by its label. --passphrase-file and --identity open the key of --by.`,
    ),
    'the key',
  )
    .requiredOption(...KEY)
    .option('--record <id>', 'a person, by the beginning of its id; may be repeated', collect)
    .option(
      '--where <field=value>',
      'all persons with this open value; may be repeated: all must hold',
      collect,
    )
    .requiredOption('--fields <list>', 'fields to open, with commas between them')
    .addOption(
      new Option('--purpose <purpose>', 'the consent that is asked for')
        .choices(['investigators', 'courts'])
        .makeOptionMandatory(),
    )
    .option('--text <text>', 'what for, in your own words')
    .requiredOption('--until <date>', 'the last day on which it may be answered, YYYY-MM-DD')
    .requiredOption('--by <file>', 'your key: what amana reviewer-key made')
    .requiredOption('-o, --output <file>', 'file to write')
    .action((view: string, options: RequestOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await load()).request(view, options), true),
    )

  withUnlock(
    command(
      'answer <case> <request>',
      'documenter: answer a request with openings, or with one refusal that never says why',
      `Left out is whoever does not consent to the purpose, was withdrawn, or is held back. The others are opened if nobody is singled
out by it, those left out neither, with all that was ever handed out, earlier answers too; else nobody is (exit 3). You are told why,
the file is not. Identity fields are in no answer. What is opened is written to the case's ledger before the file.`,
    ),
  )
    .requiredOption('--key <key>', 'public key of somebody whom you answer; may be repeated', collect)
    .option('--hold-back <id>', 'do not open this person; may be repeated', collect)
    .requiredOption('-o, --output <file>', 'file to write')
    .action((path: string, request: string, options: AnswerOptions & { json?: boolean }) =>
      run(
        options.json === true,
        async () => (await import('./commands/answer.js')).answer(path, request, options),
        false,
      ),
    )

  withUnlock(
    command(
      'assess <view>',
      'investigator: record a reasoned finding about incidents or claims of a bundle, signed',
      `Verifies the view first. The finding is about this state of the bundle: amana verify NEWER --document FILE says what is new since.
Reasons: sources-agree, party-admits, action-recorded, no-action-recorded, place-or-time-unclear, single-source, sources-disagree,
other-party-likelier, combatants, same-event, same-persons, evidence-altered, not-opened, new-information, other.
--grade is optional, after Airwars (airwars.org/methodology). --passphrase-file and --identity open the key of --by.`,
    ),
    'the key',
  )
    .requiredOption(...KEY)
    .option(
      '--incident <id>',
      'an incident, by its label or the beginning of its id; may be repeated',
      collect,
    )
    .option(
      '--claim <id>',
      'a claim, by its words in the report or the beginning of its id; may be repeated',
      collect,
    )
    .addOption(new Option('--finding <finding>', 'what you found').choices(FINDINGS).makeOptionMandatory())
    .requiredOption('--reason <code>', 'why; may be repeated', collect)
    .addOption(new Option('--grade <grade>', 'a grade beside the finding').choices(GRADES))
    .option('--text <text>', 'in your own words')
    .requiredOption('--by <file>', 'your key: what amana reviewer-key made')
    .requiredOption('-o, --output <file>', 'file to write')
    .action((view: string, options: AssessOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await load()).assess(view, options), true),
    )
}
