// Where Electron starts: a small file that says at once what has to be said before Electron is ready. The program
// proper is an ES module and follows.
const { app, protocol } = require('electron');
const { resolve } = require('node:path');

// A data folder of one's own is an instance of one's own: window, single-instance lock and all.
const data = process.env['LOOKALIKE_DATA'];
if (data) app.setPath('userData', resolve(data, 'window'));

// The origins of src/shared/electron-ipc.ts.
let origin = 'lookalike://app';
try {
  // Its pages have an origin, as a web site's have, and are trusted like https.
  protocol.registerSchemesAsPrivileged([{ scheme: 'lookalike', privileges: { standard: true, secure: true, stream: true } }]);
} catch {
  // Some runtimes are ready before they load a program, and then it is too late to say so.
  origin = 'https://app.lookalike.invalid';
}

// Named apart, because the build that makes it need not have run when types are checked.
const program = '../out/main/index.js';
import(program).then(({ start }) => start(origin)).catch((error) => {
  console.error(`Lookalike could not start: ${String(error)}`);
  app.exit(1);
});
