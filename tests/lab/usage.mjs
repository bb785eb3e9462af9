// Loaded before a measured program: prints what the whole process used, as one line of JSON on standard error.
import { writeSync } from 'node:fs'

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const usage = {
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMegabytes: maxRSS / 1024,
    seconds: process.uptime(),
  }
  writeSync(2, `\nUSAGE ${JSON.stringify(usage)}\n`)
})
