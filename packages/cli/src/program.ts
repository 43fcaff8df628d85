/** The command line: what each command is called, takes and says of itself. The work is in `commands/`. */
import { createRequire } from 'node:module'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import type { AuditOptions } from './commands/audit.js'
import type { ChunkOptions } from './commands/chunk.js'
import type { CosignOptions } from './commands/cosign.js'
import type { ExportOptions } from './commands/export.js'
import type { HashOptions } from './commands/hash.js'
import type { ImportOptions } from './commands/import.js'
import type { LinkOptions } from './commands/link.js'
import type { NewOptions } from './commands/new.js'
import type { PageOptions } from './commands/page.js'
import type { ReleaseOptions } from './commands/release.js'
import type { RiskOptions } from './commands/risk.js'
import type { ScopeNewOptions, ScopeNextOptions, ScopeUseOptions } from './commands/scope.js'
import type { TemplateOptions } from './commands/template.js'
import type { VerifyOptions } from './commands/verify.js'
import type { ViewOptions } from './commands/view.js'
import type { WithdrawOptions } from './commands/withdraw.js'
import type { WitnessKeyOptions } from './commands/witness-key.js'
import { EXIT } from './exit.js'
import { addKeys } from './keys-program.js'
import { addLoop } from './loop-program.js'
import { errorResult, printResult, type Result, say } from './output.js'
import { addReceipt } from './receipt-program.js'
import { addSample, type Run } from './sample-program.js'
import { type UnlockOptions, withUnlock } from './unlock.js'

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

const wholeNumber = (value: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('Expected a whole number from 1.')
  return Number(value)
}

/** Runs a command and prints its result, or its error, in the form that was asked for. */
async function run(
  asJson: boolean,
  work: () => Result | Promise<Result>,
  { ofEvidence = false }: { readonly ofEvidence?: boolean } = {},
): Promise<void> {
  let result: Result
  try {
    const { useBackend } = await import('@amana/crypto')
    const { nodeBackend } = await import('@amana/crypto/node')
    useBackend(nodeBackend)
    result = await work()
  } catch (error) {
    result = errorResult(error, ofEvidence)
  }
  const { error } = result.json as { error?: { code: string; message: string } }
  if (error !== undefined) say(`amana: ${error.message} [${error.code}]`)
  if (asJson || result.text !== '') printResult(result, asJson)
  else process.exitCode = result.exit
}

/** For whom a view is, and what is asked for beside that audience's policy. */
const withChoice = (command: Command): Command =>
  command
    .addOption(
      new Option('--for <audience>', 'for whom')
        .choices(['custodian', 'investigator', 'auditor', 'public'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--release <number>', 'which release; the last where left out').argParser(wholeNumber),
    )
    .option('--open <fields>', 'person fields to open beside those of the audience, with commas between them')
    .option('--close <fields>', 'person fields to close that the audience would have')
    .option(
      '--table <fields>',
      'prove a joint table of persons, e.g. incident,sex,age_group; may be repeated',
      collect,
    )
    .addOption(
      new Option(
        '--least <persons>',
        'merge cells of fewer persons; 5, and 11 for the public, where left out',
      ).argParser(wholeNumber),
    )

const indexNumber = (value: string): number => {
  if (!/^(0|[1-9]\d{0,8})$/.test(value)) throw new InvalidArgumentError('Expected a whole number from 0.')
  return Number(value)
}

const READS_EVIDENCE = { ofEvidence: true } as const

const EXITS = `
Exit codes: 0 all good; 1 evidence failed a check; 2 misuse or bad input; 3 refused because it would give too much away.`

/** The program with all its commands. */
export function program(): Command {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string }
  const amana = new Command('amana')
    .description('Protected lists of victims: count, compare and audit them without learning a name.')
    .version(version)
    .showHelpAfterError('(amana COMMAND --help says what it takes)')
    .addHelpText('after', EXITS)

  const command = (usage: string, description: string, help: string, parent = amana): Command =>
    parent
      .command(usage)
      .description(description)
      .option('--json', 'print one JSON object to stdout, and nothing else')
      .addHelpText('after', `\n${help}`)

  command(
    'new <case>',
    'make a case folder and print its public verification key',
    `A case is opened with a passphrase or with age identities; without either option the passphrase is asked for.
Make recipients and identities with any age tool. Organisations that want to compare lists share a linkage scope (amana
scope --help); a case made without one can join later.`,
  )
    .option('--passphrase-file <file>', 'file whose first line becomes the passphrase')
    .option('--recipient <age1…>', 'age recipient who can open the case; may be repeated', collect)
    .option('--scope <file>', 'linkage scope of a coalition: an age file made by amana scope')
    .option('--scope-passphrase-file <file>', 'file whose first line is the passphrase of the scope')
    .option('--scope-identity <file>', 'age identity file that opens the scope', collect)
    .action(async (path: string, options: NewOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await import('./commands/new.js')).newCase(path, options)),
    )

  const scope = amana
    .command('scope')
    .description('the shared key under which a coalition can compare its lists: make, renew, look at, use')
    .addHelpText(
      'after',
      `
A scope is made for one purpose. Its key is wrapped for each member; tokens can be compared within one scope and epoch.
A new epoch has a new key, not made from the old one: who is left out, and whoever has the old key, cannot read it.
  amana scope new  coalition-1.age --purpose "al-bab 2015" --recipient age1… --recipient age1…
  amana scope next coalition-1.age coalition-2.age --identity me.txt --recipient age1…
  amana scope use  CASE coalition-2.age --identity me.txt, then amana release CASE and new views
A record keeps its id: what was found out about it by an old key stays found out. Views of old releases keep old tokens.`,
    )

  command(
    'new <file>',
    'make a scope and wrap it for the members',
    'The purpose stands in every view: name nobody in it. Without --recipient or --passphrase-file a passphrase is asked for.',
    scope,
  )
    .requiredOption('--purpose <text>', 'what the members compare their lists for')
    .option('--recipient <age1…>', 'age recipient of a member; may be repeated', collect)
    .option('--passphrase-file <file>', 'file whose first line becomes the passphrase')
    .action(async (file: string, options: ScopeNewOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await import('./commands/scope.js')).scopeNew(file, options)),
    )

  command(
    'next <old> <new>',
    'make the next epoch under a new key and wrap it for those who are members now',
    `One member makes it and gives it to the others: two who each make one have two keys, whose tokens never meet. Compare the
check code. Name every member again; whoever is not named cannot open it.`,
    scope,
  )
    .option('--identity <file>', 'age identity file that opens the old epoch; may be repeated', collect)
    .option('--passphrase-file <file>', 'file whose first line is the passphrase of the old epoch')
    .option('--recipient <age1…>', 'age recipient of a member of the new epoch; may be repeated', collect)
    .option('--new-passphrase-file <file>', 'file whose first line becomes the passphrase of the new epoch')
    .action(async (old: string, file: string, options: ScopeNextOptions & { json?: boolean }) =>
      run(options.json === true, async () =>
        (await import('./commands/scope.js')).scopeNext(old, file, options),
      ),
    )

  withUnlock(
    command(
      'show <file>',
      'say which purpose and epoch a scope file, or a case, holds',
      'The key is not shown. Members who see one check code hold one key.',
      scope,
    ),
    'the file',
  ).action(async (file: string, options: UnlockOptions & { json?: boolean }) =>
    run(options.json === true, async () => (await import('./commands/scope.js')).scopeShow(file, options)),
  )

  withUnlock(
    command(
      'use <case> <file>',
      'change a case to a later epoch of its scope, or from its own scope to a coalition’s',
      `The tokens of all listed persons are made anew; the next release re-issues them. Past releases rebuild as they were.
Where no --scope-… is given, --identity opens the scope as well.`,
      scope,
    ),
  )
    .option('--scope-passphrase-file <file>', 'file whose first line is the passphrase of the scope')
    .option('--scope-identity <file>', 'age identity file that opens the scope; may be repeated', collect)
    .action(async (path: string, file: string, options: ScopeUseOptions & { json?: boolean }) =>
      run(options.json === true, async () =>
        (await import('./commands/scope.js')).scopeUse(path, file, options),
      ),
    )

  command(
    'page',
    'the hash of the page for investigators, and the page itself',
    `Prints the SHA-256 of amana.html as it came with this command: tell it to whoever you give the page to by another way than the page,
so that they can see that theirs is this one. Who opens the file in a browser verifies views there, without this command or a network.`,
  )
    .option('-o, --output <file>', 'write the page to a file')
    .action(async (options: PageOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await import('./commands/page.js')).page(options)),
    )

  command(
    'template',
    'print an empty table to fill in',
    'A table may have any subset of the columns with row_id and incident or place.',
  )
    .addOption(new Option('--lang <language>', 'language of the headers').choices(['en', 'ar']).default('en'))
    .addOption(new Option('--incidents', 'the table of incidents, not of persons').conflicts('evidence'))
    .option('--evidence', 'the table of files of evidence, for amana hash')
    .option('-o, --output <file>', 'write it to a file')
    .action(async (options: TemplateOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await import('./commands/template.js')).template(options)),
    )

  withUnlock(
    command(
      'import <case> <table...>',
      'add and update rows from CSV, TSV or XLSX',
      `Rows are known by their row_id: a row that is there already is updated, never doubled. Every row is taken, or listed
with line, column and reason; where any row is refused the case stays as it was (exit 2), unless --partial.
Columns that are not known are kept sealed, and said so. Pass "-" to read a table from standard input. Rows that look like one
person are shown before you release; on a terminal with their names, which go nowhere else.`,
    ),
  )
    .option('--map <file>', 'JSON: {"their header": "header of the template"}')
    .option('--encoding <name>', 'encoding of the text, such as windows-1256; found out where left out')
    .option('--delimiter <sign>', 'comma, semicolon, tab or pipe; found out where left out')
    .option('--sheet <name>', 'sheet of a workbook; the first where left out')
    .option('--partial', 'take the good rows although others are refused')
    .option('--relist', 'list rows again that were withdrawn')
    .option('--names', 'show the names of likely duplicates although the output is no terminal')
    .action(async (path: string, files: string[], options: ImportOptions & { json?: boolean }) =>
      run(options.json === true, async () =>
        (await import('./commands/import.js')).importTables(path, files, options),
      ),
    )

  withUnlock(
    command(
      'hash <case> <folder>',
      'record the files of a folder as evidence: every file is hashed and taken, or listed with its reason',
      `Follows no links, notices files that change while they are read, and takes up where a killed run stopped. A file that the
case has already, with other bytes, is refused. Where anything is refused the case stays as it was (exit 2), unless --partial.
--table is CSV, TSV or XLSX with a row a file (amana template --evidence prints an empty one): what the file is, when it was
recorded, which incidents and persons it belongs to, and its custody as lines of "when | who | what | why".
Auditors see the paths of files that are called by numbers and plain words alone (IMG_0042.jpg); all other names stay
sealed, and are neutral in the bag that --bagit writes.`,
    ),
  )
    .option('--table <file>', 'what is known of the files')
    .option(
      '--kind <kind>',
      'kind of the files that the table says none of: video, photo, witness-statement, …',
    )
    .option('--as <name>', 'the folder’s name within the case, where a case has several')
    .option('--open-paths', 'let auditors see the paths of all new files, save those that hold a listed name')
    .option('--chunks-only', 'make the chunk tree alone, without SHA-256 of whole files: twice as fast')
    .option('--against <file>', 'a checksum file that came with the files: refuse what is not as it says')
    .option('--bag', 'the folder is a BagIt bag: check it first, and record its payload')
    .option('--bagit <folder>', 'write a bag with a copy of the files under neutral names: for auditors')
    .option(
      '--sha256sums <file>',
      'write SHA256SUMS of the folder; it tells everybody which files are evidence',
    )
    .option('--partial', 'take the good files although others are refused')
    .option('--replace', 'take files that hold other bytes than were recorded, as a new revision')
    .option('--relist', 'list files again that were withdrawn')
    .action(async (path: string, folder: string, options: HashOptions & { json?: boolean }) =>
      run(options.json === true, async () =>
        (await import('./commands/hash.js')).hash(path, folder, options),
      ),
    )

  withUnlock(
    command(
      'withdraw <case> <row...>',
      'take rows out: the next release says that they were withdrawn',
      'With the reason "consent" the values and secrets of the rows are deleted from the case as well, past revisions too.',
    ),
  )
    .addOption(
      new Option('--reason <reason>', 'why')
        .choices(['duplicate', 'consent', 'error', 'alive'])
        .makeOptionMandatory(),
    )
    .option('--evidence', 'the rows are keys (paths) of files of evidence, not of persons')
    .action(async (path: string, rows: string[], options: WithdrawOptions & { json?: boolean }) =>
      run(options.json === true, async () =>
        (await import('./commands/withdraw.js')).withdraw(path, rows, options),
      ),
    )

  withUnlock(
    command(
      'release <case>',
      'append what changed to the log and sign a checkpoint',
      `Claims: persons in all, per incident, women, men, sex unknown, children (under 18), adults, age unknown, and how
women and children overlap. More claims from a file: [{"en": "…", "ar": "…", "where": {"incident": ["key", …]}}];
"where" may also name sex, age_group, civilian, cause, party, month, source_kinds, completeness.`,
    ),
  )
    .option('--time <time>', 'the stated time, YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ; now where left out')
    .option('--claims <file>', 'claims beside the default ones')
    .option(
      '--latest <file>',
      'the latest published checkpoint or view, for a case that was copied or restored',
    )
    .action(async (path: string, options: ReleaseOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await import('./commands/release.js')).release(path, options)),
    )

  withChoice(
    withUnlock(
      command(
        'view <case>',
        'cut a view of a release for an audience',
        `custodian: all but the identity fields. investigator: incidents with date and place, and of persons the linkage tokens, and
the incident where that singles nobody out. auditor: the evidence manifest. public: totals only. What the release claims of closed
fields is proven to all of them; --table proves more, with small cells merged. --open opens more of each person. Before anything
is written the view is judged together with everything handed out so far: no group of persons who look alike may be smaller than
5 (11 where the view is public), and a guess may be right for less than 3 % of them; else nothing is written, and the exit code is 3.
Identity fields are in no view. What was handed out is written to the case's ledger.`,
      ),
    ),
  )
    .requiredOption('-o, --output <file>', 'file to write')
    .option('--override', 'hand it out although it gives too much away')
    .option('--reason <text>', 'why; signed into the view, and shown by every verifier')
    .action(async (path: string, options: ViewOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await import('./commands/view.js')).view(path, options)),
    )

  withChoice(
    withUnlock(
      command(
        'risk <case>',
        'what a view would give away, with everything that was handed out before',
        `Judges a view as amana view does and writes none. Exit code 3 where it would be refused. --report makes a page with plots.
Not weighed: claims, answers to spot checks, grants, escrow files, equal tokens, who is new in a release, and records other than persons.`,
      ),
    ),
  )
    .option('--report <file.html>', 'page to write')
    .addOption(new Option('--lang <language>', 'language of the page').choices(['en', 'ar']).default('en'))
    .action(async (path: string, options: RiskOptions & { json?: boolean }) =>
      run(options.json === true, async () => (await import('./commands/risk.js')).risk(path, options)),
    )

  command(
    'verify <file...>',
    'run every check on views and print what each proves',
    `Needs no network and no case. Pass "-" to read a view from standard input. Nothing is written unless --seen names a file:
that one remembers the checkpoints of each key, so that an older or a second history is refused (exit 1). Keep it.`,
  )
    .requiredOption('--key <key>', "the documenter's verification key: a key.pub file or the key itself")
    .option(
      '--since <file>',
      'an earlier view: check that nothing in it was removed or rewritten, and list what is new',
    )
    .option('--seen <file>', 'file of the checkpoints that you have seen: refuse older and forked ones')
    .option('--first', 'the file of --seen is new')
    .option(
      '--compare <line>',
      "the line of another reader's report, or the words of its root: check that both are shown one log",
    )
    .option('--cosignature <file>', 'what amana cosign made; may be repeated', collect)
    .option(
      '--document <file>',
      'a request, an answer or an assessment to check against the view; may be repeated',
      collect,
    )
    .option(
      '--reviewer <key>',
      'public key of a body whose requests and assessments you expect; may be repeated',
      collect,
    )
    .option('--policy <file>', 'whose cosignatures count: a C2SP trust policy')
    .option(
      '--timestamp <file>',
      'a time stamp over the checkpoint: RFC 3161 or OpenTimestamps; may be repeated',
      collect,
    )
    .option('--tsa-roots <file>', 'certificates in PEM: the roots that an RFC 3161 time stamp must lead to')
    .option('--tsa-policy <oid>', 'the policy that the time stamp must be made under')
    .option('--tsa-at <time>', 'the moment for which its certificates must be valid; now where left out')
    .addOption(new Option('--lang <language>', 'language of the report').choices(['en', 'ar']).default('en'))
    .action(async (files: string[], options: VerifyOptions & { json?: boolean }) =>
      run(
        options.json === true,
        async () => (await import('./commands/verify.js')).verify(files, options),
        READS_EVIDENCE,
      ),
    )

  command(
    'audit <file> <folder>',
    'compare a folder with the manifest in a view, both ways: what is listed must be there, and nothing else',
    `Verifies the view first. The folder holds exactly the files of the case: under the paths that were recorded, or under neutral
names (the folder "data" of a bag that amana hash --bagit wrote). Files whose paths the view does not open, and that have
no neutral names, are known by their content alone. Reads every byte of files that have the size of a listed one, follows
no links, needs no network and no case.
Exit 1 where anything is missing, added, renamed, moved, swapped, truncated, changed, a link, special or unreadable.`,
  )
    .requiredOption('--key <key>', "the documenter's verification key: a key.pub file or the key itself")
    .option(
      '--report <file>',
      'write a report of one page: HTML, or PDF where the name ends in .pdf (printed by an installed browser)',
    )
    .addOption(new Option('--lang <language>', 'language of the report').choices(['en', 'ar']).default('en'))
    .action(async (file: string, folder: string, options: AuditOptions & { json?: boolean }) =>
      run(
        options.json === true,
        async () => (await import('./commands/audit.js')).audit(file, folder, options),
        READS_EVIDENCE,
      ),
    )

  command(
    'chunk <view> <file>',
    'prove one piece of a large file of evidence alone, or check such a proof',
    `With a number: writes a proof of that piece (1 MiB each, from 0) of FILE to -o. Without: checks the proof in FILE against the
view, without the rest of the file; -o then writes the piece. The view must open hashes: amana view CASE --for auditor.`,
  )
    .addArgument(new Argument('[number]', 'which piece, from 0').argParser(indexNumber))
    .requiredOption('--key <key>', "the documenter's verification key: a key.pub file or the key itself")
    .option('-o, --output <file>', 'file to write')
    .action(
      async (
        view: string,
        file: string,
        number: number | undefined,
        options: ChunkOptions & { json?: boolean },
      ) =>
        run(
          options.json === true,
          async () => (await import('./commands/chunk.js')).chunk(view, file, number, options),
          READS_EVIDENCE,
        ),
    )

  command(
    'witness-key <file>',
    'make the key of a witness, who cosigns checkpoints',
    `For auditors. Beside the wrapped key stand FILE.pub, for the policies of those who trust this witness, and FILE.state, which
remembers what was cosigned: without it amana cosign refuses.`,
  )
    .requiredOption('--name <name>', 'who cosigns, such as a domain; it stands in every cosignature')
    .option('--passphrase-file <file>', 'file whose first line becomes the passphrase')
    .option('--recipient <age1…>', 'age recipient who can open the key; may be repeated', collect)
    .action(async (path: string, options: WitnessKeyOptions & { json?: boolean }) =>
      run(options.json === true, async () =>
        (await import('./commands/witness-key.js')).makeWitnessKey(path, options),
      ),
    )

  withUnlock(
    command(
      'cosign <file>',
      "cosign a view's checkpoint as a witness: seen, at this time, and continuing all that was seen before",
      `Refuses a view that fails a check, is older than one this key cosigned, or does not continue it (exit 1). The output is
the signed checkpoint with one more signature line (C2SP tlog-cosignature); it goes with the view.
The time is this computer's clock. --passphrase-file and --identity open the key of the witness.`,
    ),
  )
    .requiredOption('--key <key>', "the documenter's verification key: a key.pub file or the key itself")
    .requiredOption('--witness-key <file>', 'what amana witness-key made')
    .requiredOption('-o, --output <file>', 'file to write')
    .action(async (file: string, options: CosignOptions & { json?: boolean }) =>
      run(
        options.json === true,
        async () => (await import('./commands/cosign.js')).cosign(file, options),
        READS_EVIDENCE,
      ),
    )

  command(
    'show <file...>',
    'show what is inside views: counts, incidents, what is open and what is closed; or in a request, an answer, an assessment',
    'It verifies nothing but the signature of a document under the key that this names: that is amana verify.',
  ).action(async (files: string[], options: { json?: boolean }) =>
    run(options.json === true, async () => (await import('./commands/show.js')).show(files), READS_EVIDENCE),
  )

  command(
    'link <file...>',
    'find equal persons within and across views, by tokens alone',
    `The views must come from cases that share a linkage scope, in one epoch, and open its tokens.
Decisions are about records and hold for later releases too. To decide many, let --review write a table, fill in the column
verdict (same or different), by and why in any spreadsheet program, and give it back:
  amana link ours.view theirs.view --review todo.csv
  amana link ours.view theirs.view --decisions todo.csv --review todo.csv
To decide one: amana link ours.view theirs.view --decisions todo.csv --decide "0a1b2c3d 4e5f6071 different" --by H.K. --why brothers`,
  )
    .option('-o, --output <file>', 'write the clusters as CSV: cluster, file, id, incident')
    .option('--pairs <file>', 'write the pairs as CSV, with probability, reason and decision')
    .option('--decisions <file>', 'obey these decisions: CSV with the columns a, b, verdict, by, why')
    .option('--review <file>', 'write the decisions so far and all pairs in doubt as a table to fill in')
    .option(
      '--decide <ids>',
      'decide "ID ID same" or "… different", in --decisions; may be repeated',
      collect,
    )
    .option('--by <name>', 'who decides')
    .option('--why <text>', 'for what reason')
    .option('--svg <file>', 'draw the overlap of the lists as an UpSet plot')
    .addOption(new Option('--lang <language>', 'language of the result').choices(['en', 'ar']).default('en'))
    .option('--key <key>', 'verify each view with this key (or one of several) first', collect)
    .action(async (files: string[], options: LinkOptions & { json?: boolean }) =>
      run(
        options.json === true,
        async () => (await import('./commands/link.js')).link(files, options),
        READS_EVIDENCE,
      ),
    )

  command(
    'export',
    'write what a view opens as Parquet files, for a database; or the SQL that links such files',
    `Verifies the view first; what does not verify is not written. Of each listed incident, person and file of evidence one row with the fields that
the view opens; of each person whose tokens are open one row with 40 of them, cut to 64 bits. No names: no view opens any.
The files give away what the view does, to whoever gets them, without its checks: pseudonymised, still sensitive.
  amana export --parquet ours.view --key key.pub --out ours
  amana export --sql --out sql
For lists too large for amana link: docs/scale.md has the steps.`,
  )
    .option('--parquet <view>', 'the view to export; "-" for standard input')
    .option('--key <key>', "the documenter's verification key: a key.pub file or the key itself")
    .option('--sql', 'write the SQL files of linkage instead')
    .requiredOption(
      '--out <folder>',
      'folder to write to; it is made where there is none, and nothing in it is overwritten',
    )
    .action(async (options: ExportOptions & { json?: boolean }) =>
      run(
        options.json === true,
        async () => (await import('./commands/export.js')).exportTables(options),
        READS_EVIDENCE,
      ),
    )

  const ran: Run = (asJson, work, ofEvidence) => run(asJson, work, { ofEvidence })
  addLoop(command, ran)
  addKeys(amana, ran)
  addSample(amana, ran)
  addReceipt(command, ran)

  for (const each of [...amana.commands, ...scope.commands]) each.exitOverride()
  return amana.exitOverride()
}

/** Runs the command line. */
export async function main(argv: readonly string[]): Promise<void> {
  // Whoever reads us may stop early, as `head` does: that is no reason for a stack trace.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  try {
    await program().parseAsync([...argv])
  } catch (error) {
    // commander has printed help or what is wrong to stderr; help and version are no misuse.
    const { exitCode = 1, message } = error as { exitCode?: number; message?: string }
    process.exitCode = exitCode === 0 ? EXIT.good : EXIT.misuse
    if (exitCode === 0 || !argv.includes('--json')) return
    const said = (message ?? '').replace(/^error: /, '')
    printResult(
      { json: { ok: false, error: { code: 'cli/misuse', message: said } }, text: '', exit: EXIT.misuse },
      true,
    )
  }
}
