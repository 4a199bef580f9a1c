// The browsers that tests and benchmarks drive, and their flags.

/** The path of Chromium. */
export const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** The path of Chromium without a window: the same pages for less than half of the processor's time. */
export const HEADLESS = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';

/** No sandbox (containers lack it), no background network traffic, the same colours everywhere. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
];
