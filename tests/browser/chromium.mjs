// The browser that tests and benchmarks drive, and its flags.

/** The path of Chromium. */
export const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';

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
