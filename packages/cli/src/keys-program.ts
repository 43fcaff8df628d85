/** `amana keys` and its parts. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { NewProtection, ShareOptions, SplitOptions } from './commands/keys.js'
import type { Run } from './sample-program.js'
import { type UnlockOptions, withUnlock } from './unlock.js'

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

const whole = (value: string): number => {
  if (!/^[1-9]\d{0,2}$/.test(value)) throw new InvalidArgumentError('Expected a whole number from 1.')
  return Number(value)
}

type AsJson = { readonly json?: boolean }

/** Adds `amana keys` to the program. */
export function addKeys(amana: Command, run: Run): void {
  const keys = amana
    .command('keys')
    .description(
      'the keys of a case: wrap them for others, share them out among partners, bring them back, rehearse that',
    )
    .addHelpText(
      'after',
      `
  amana keys split CASE --threshold 2 --shares 3 --recipient age1… --recipient age1… --recipient age1… -o SHARES
  amana keys rehearse CASE share-1.age share-3.age --share-identity one.txt --share-identity three.txt
  amana keys recover BACKUP share-1.age share-3.age --share-identity … --recipient age1…
What to do when a laptop or a partner is lost or coerced: docs/custody.md.`,
    )
  const part = (usage: string, description: string, help: string): Command =>
    keys
      .command(usage)
      .description(description)
      .option('--json', 'print one JSON object to stdout, and nothing else')
      .addHelpText('after', `\n${help}`)
      .exitOverride()
  const withShares = (command: Command): Command =>
    command
      .option('--share-identity <file>', 'age identity file that opens a share; may be repeated', collect)
      .option(
        '--recovery <file>',
        'the file recovery-… of the set; else that of the case folder, or of most shares',
      )
  const withNew = (command: Command): Command =>
    command
      .option('--new-passphrase-file <file>', 'file whose first line becomes the passphrase')
      .option(
        '--recipient <age1…>',
        'age recipient who can open the case from now on; may be repeated',
        collect,
      )
  const load = () => import('./commands/keys.js')

  part('show <case>', 'say for whom the keys are wrapped', 'Opens nothing and shows no secret.').action(
    (path: string, { json }: AsJson) => run(json === true, async () => (await load()).keysShow(path), false),
  )

  withNew(
    withUnlock(
      part(
        'rewrap <case>',
        'wrap the keys for another passphrase or other recipients',
        `The keys stay the same: an older copy of keys.age still opens for whom it was wrapped. What cannot be changed is said in
docs/custody.md.`,
      ),
    ),
  ).action((path: string, { json, ...options }: UnlockOptions & NewProtection & AsJson) =>
    run(json === true, async () => (await load()).keysRewrap(path, options), false),
  )

  withUnlock(
    part(
      'split <case>',
      'share the keys out among partners',
      'Writes share-N.age for each --recipient in order, and share-N.html with --paper: pages hold their share in the clear.',
    ),
  )
    .addOption(
      new Option('--threshold <number>', 'how many shares bring the keys back')
        .argParser(whole)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--shares <number>', 'how many there are').argParser(whole).makeOptionMandatory())
    .option('--recipient <age1…>', 'age recipient of a partner; one for each share', collect)
    .option('--paper', 'a page to print for each share')
    .requiredOption('-o, --output <folder>', 'a new or empty folder')
    .action((path: string, { json, ...options }: SplitOptions & AsJson) =>
      run(json === true, async () => (await load()).keysSplit(path, options), false),
    )

  withNew(
    withShares(
      part(
        'recover <case> <share...>',
        'bring the keys of a case folder back from shares',
        `A share is a file share-N.age (with --share-identity), the same decrypted, or a text file with what a page says. Which share is
damaged or of another set is said. The case folder is a backup: without one there is nothing to open.`,
      ),
    ),
  ).action((path: string, files: string[], { json, ...options }: ShareOptions & NewProtection & AsJson) =>
    run(json === true, async () => (await load()).keysRecover(path, files, options), false),
  )

  withShares(
    part(
      'rehearse <case> <share...>',
      'prove that shares bring the keys back, and write nothing',
      'Compares the public key made from what the shares give with key.pub of the case.',
    ),
  ).action((path: string, files: string[], { json, ...options }: ShareOptions & AsJson) =>
    run(json === true, async () => (await load()).keysRehearse(path, files, options), false),
  )
}
