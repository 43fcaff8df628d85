/**
 * The testkit: views, good and bad, each with the verdict that every implementation must come to. What must come out is
 * written down by hand in the five lists; `make.mjs` stops where our own verification comes to another verdict.
 */
import { badFiles } from './bad-files.mjs'
import { badLogs } from './bad-logs.mjs'
import { badSignatures } from './bad-signatures.mjs'
import { badTallies } from './bad-tallies.mjs'
import { goodViews } from './good-views.mjs'
import { KEY } from './small.mjs'

const good = ([name, about, key, bytes, claims, since]) => ({
  name,
  about,
  key,
  view: bytes,
  since,
  failed: [],
  claims,
})

const bad = ([name, about, failed, bytes, key = KEY, claims = [], since = undefined]) => ({
  name,
  about,
  key,
  view: bytes,
  since,
  failed,
  claims,
})

/** `{ name, about, key, view, since, failed, claims }` of every file, good ones first. */
export const testkit = () => [
  ...goodViews().map(good),
  ...[...badFiles(), ...badSignatures(), ...badLogs(), ...badTallies()].map(bad),
]
