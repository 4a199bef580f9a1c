// The browser that tests and benchmarks drive, and how it is started.

/** The program. */
export const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** No sandbox, which containers lack; nothing that talks to the network by itself; the same colours everywhere. */
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
