import { readFileSync } from 'node:fs'

/**
 * The most memory that was resident in this process, in bytes. By Linux itself where it says so: `maxRSS` counts what the process that started
 * this one had, too, which in a test is jest.
 */
export function mostMemory(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))!
    return 1024 * Number(kilobytes)
  } catch {
    return 1024 * process.resourceUsage().maxRSS
  }
}
