// Loaded before the program: its clock goes wrong by CLOCK_SHIFT_MS milliseconds, on all of its threads.
const RealDate = Date
const shiftMs = Number(process.env.CLOCK_SHIFT_MS)

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + shiftMs)
    else super(...args)
  }

  static now() {
    return RealDate.now() + shiftMs
  }
}
