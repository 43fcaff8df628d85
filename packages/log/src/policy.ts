/**
 * Trust policies (C2SP tlog-policy): which logs, which witnesses, and how many of them must have cosigned a checkpoint. A
 * policy is a text file of the reader's own; whoever writes it decides whose word counts as that of somebody else.
 */
import { AmanaError, equal } from '@amana/codec'
import { type Cosignature, parseWitnessKey, type WitnessKey } from './cosignature.js'
import { parseVerifierKey, type VerifierKey } from './note.js'

/** A rule: one witness, or at least `threshold` of some rules. */
export type Quorum =
  | { readonly witness: WitnessKey }
  | { readonly threshold: number; readonly members: readonly Quorum[] }

/** What a policy file says. */
export interface Policy {
  /** Accepted logs; none means that the log is known from elsewhere. */
  readonly logs: readonly VerifierKey[]
  readonly witnesses: readonly WitnessKey[]
  /** Null for `quorum none`: then nothing is asked of witnesses, and nothing follows from them. */
  readonly quorum: Quorum | null
}

const MAX_POLICY = 100_000
/** The specification asks for 32 of each. */
const MAX_LINES = 1000
/** Groups of groups as deep as this: more is a mistake or an attack. */
const MAX_DEPTH = 32

const bad = (line: number, what: string) =>
  new AmanaError('log/bad-policy', `Line ${line} of the policy: ${what}`, { line })

/**
 * The policy in a text.
 * @param text every line with its newline, also the last: a file that was cut off could say less than was meant
 * @throws {AmanaError} `log/bad-policy` with the line
 *
 * @example
 * const policy = parsePolicy(`witness ann ${annKey}\nwitness bob ${bobKey}\ngroup both all ann bob\nquorum both\n`)
 *
 * Source: C2SP tlog-policy. Keys of ML-DSA-44 witnesses are refused, since nothing here could check them.
 */
export function parsePolicy(text: string): Policy {
  if (text.length > MAX_POLICY) throw bad(1, `the file is longer than ${MAX_POLICY} characters.`)
  if (!text.endsWith('\n'))
    throw bad(text.split('\n').length, 'the last line has no newline: was the file cut off?')
  const lines = text.split('\n')
  lines.pop()
  if (lines.length > MAX_LINES) throw bad(MAX_LINES + 1, `there are more than ${MAX_LINES} lines.`)
  const logs: VerifierKey[] = []
  const witnesses: WitnessKey[] = []
  const rules = new Map<string, { readonly rule: Quorum; readonly depth: number }>()
  const inGroup = new Set<string>()
  let quorum: Quorum | null | undefined

  const define = (at: number, name: string | undefined, rule: Quorum, depth: number): void => {
    if (name === undefined || name === 'none') throw bad(at, 'a name is missing, or is "none".')
    if (rules.has(name)) throw bad(at, 'the name was given before.')
    rules.set(name, { rule, depth })
  }
  const keyAt = <K extends VerifierKey>(
    at: number,
    parse: (vkey: string) => K,
    vkey: string | undefined,
    others: readonly VerifierKey[],
  ): K => {
    let key: K
    try {
      key = parse(vkey ?? '')
    } catch (error) {
      throw bad(at, error instanceof AmanaError ? error.message : 'the key cannot be read.')
    }
    if (others.some((other) => equal(other.publicKey, key.publicKey)))
      throw bad(at, 'the key stands there twice.')
    return key
  }

  for (const [i, line] of lines.entries()) {
    const at = i + 1
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
    if (/[\0-\x08\x0b-\x1f\x7f]/.test(line))
      throw bad(at, 'it has a control character (save the file with plain line feeds).')
    const [word, ...rest] = line.split(/[ \t]+/).filter((item) => item !== '')
    if (word === undefined || word.startsWith('#')) continue
    switch (word) {
      case 'log': {
        const [vkey, , ...more] = rest
        if (more.length > 0) throw bad(at, 'a log is "log KEY [URL]".')
        logs.push(keyAt(at, parseVerifierKey, vkey, logs))
        break
      }
      case 'witness': {
        const [name, vkey, , ...more] = rest
        if (more.length > 0) throw bad(at, 'a witness is "witness NAME KEY [URL]".')
        const witness = keyAt(at, parseWitnessKey, vkey, witnesses)
        define(at, name, { witness }, 0)
        witnesses.push(witness)
        break
      }
      case 'group': {
        const [name, count, ...names] = rest
        const members = names.map((member) => {
          const known = rules.get(member)
          if (known === undefined) throw bad(at, 'a member of the group is not defined above.')
          if (inGroup.has(member))
            throw bad(at, 'a member stands in a group already, so it would count twice.')
          inGroup.add(member)
          return known
        })
        const threshold =
          count === 'any'
            ? 1
            : count === 'all'
              ? members.length
              : /^[1-9]\d{0,3}$/.test(count ?? '')
                ? Number(count)
                : 0
        if (threshold < 1 || threshold > members.length)
          throw bad(at, 'a group is "group NAME all|any|K MEMBER…" with K from 1 to the number of members.')
        const depth = 1 + Math.max(...members.map((member) => member.depth))
        if (depth > MAX_DEPTH) throw bad(at, `groups stand more than ${MAX_DEPTH} deep.`)
        define(at, name, { threshold, members: members.map(({ rule }) => rule) }, depth)
        break
      }
      case 'quorum': {
        const [name, ...more] = rest
        if (quorum !== undefined) throw bad(at, 'a second quorum.')
        const rule = name === 'none' ? null : name === undefined ? undefined : rules.get(name)?.rule
        if (rule === undefined || more.length > 0)
          throw bad(at, 'a quorum is "quorum NAME" with a name defined above, or "none".')
        quorum = rule
        break
      }
      default:
        throw bad(at, 'it begins with none of log, witness, group, quorum, #.')
    }
  }
  if (quorum === undefined) throw bad(lines.length, 'there is no quorum line.')
  return { logs, witnesses, quorum }
}

/** Whether these cosignatures are enough for a rule. */
export function meets(quorum: Quorum, cosignatures: readonly Cosignature[]): boolean {
  if ('witness' in quorum)
    return cosignatures.some(({ key }) => equal(key.publicKey, quorum.witness.publicKey))
  return quorum.members.filter((member) => meets(member, cosignatures)).length >= quorum.threshold
}

/**
 * The time by which a quorum had seen the checkpoint: the earliest at which those who had cosigned were enough.
 * @returns seconds since 1970; null where they are not enough
 */
export function quorumTime(quorum: Quorum, cosignatures: readonly Cosignature[]): number | null {
  const inTime = [...cosignatures].sort((a, b) => a.time - b.time)
  for (const [i, { time }] of inTime.entries()) if (meets(quorum, inTime.slice(0, i + 1))) return time
  return null
}
