/** Real folders for tests: made under the system's own place for temporary files, and gone afterwards. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ManifestEntry } from '@amana/evidence'
import { hashFiles } from '@amana/evidence/node'

const made: string[] = []

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'amana-evidence-'))
  made.push(folder)
  return folder
}

/** Call after all tests of a file. */
export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
}

export function put(folder: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

/** Bytes that nothing compresses and no two seeds share; the same each time. */
export function noise(length: number, seed: number): Uint8Array {
  const out = new Uint8Array(length)
  const words = new Uint32Array(out.buffer, 0, length >> 2)
  let a = (seed * 2654435761) >>> 0 || 1
  for (let i = 0; i < words.length; i++) {
    a ^= a << 13
    a ^= a >>> 17
    a ^= a << 5
    words[i] = a
  }
  for (let i = words.length << 2; i < length; i++) out[i] = (seed + i) & 255
  return out
}

/** What a folder holds now, as a manifest. */
export async function manifestOf(folder: string): Promise<ManifestEntry[]> {
  const manifest: ManifestEntry[] = []
  for await (const item of hashFiles(folder, { threads: 1 })) {
    if (item.kind !== 'file') throw new Error(`${item.path} is ${item.kind}`)
    manifest.push({ path: item.path, size: item.size, sha256: item.sha256!, chunkRoot: item.chunkRoot! })
  }
  return manifest
}

interface Ended {
  readonly code: number
  readonly signal: string | undefined
  readonly stdout: string
  readonly stderr: string
}

/** The result of a command: never throws for its exit code. `plain`: as a user whom permissions stop. */
export const run = (
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly plain?: boolean } = {},
): Promise<Ended> =>
  new Promise((done) => {
    const nobody = options.plain === true && process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    execFile(
      command,
      args,
      {
        ...nobody,
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        env: { ...process.env, LC_ALL: 'C' },
      },
      (error, stdout, stderr) =>
        done({
          code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1,
          signal: error?.signal ?? undefined,
          stdout,
          stderr,
        }),
    )
  })
