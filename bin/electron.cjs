// Where Electron starts. It reads where its data lies, and which schemes have rights, once, when it gets ready,
// and not every runtime holds that back until an ES module has loaded: so this small file says both at once,
// and the program proper follows.
const { app, protocol } = require('electron');
const { resolve } = require('node:path');

// A data folder of one's own is an instance of one's own: window, single-instance lock and all.
const data = process.env['LOOKALIKE_DATA'];
if (data) app.setPath('userData', resolve(data, 'window'));

// The scheme of src/shared/electron-ipc.ts: its pages have an origin, as a web site's have, and are trusted like https.
protocol.registerSchemesAsPrivileged([{ scheme: 'lookalike', privileges: { standard: true, secure: true, stream: true } }]);

// Named apart, because the build that makes it need not have run when types are checked.
const program = '../out/main/index.js';
import(program).catch((error) => {
  console.error(`Lookalike could not start: ${String(error)}`);
  app.exit(1);
});
