// What Electron must be told before it is ready, when it reads where its data lies and which schemes have
// rights. src/main/index.ts requires this file. The launcher and the tests preload it as well (`-r`), because
// not every runtime holds its readiness back for an ES module; required twice, it still runs once.
const { app, protocol } = require('electron');
const { resolve } = require('node:path');

// A data folder of one's own is an instance of one's own: window, single-instance lock and all.
const data = process.env['LOOKALIKE_DATA'];
if (data) app.setPath('userData', resolve(data, 'window'));

// The scheme of src/shared/electron-ipc.ts: its pages have an origin, as a web site's have, and are trusted like https.
protocol.registerSchemesAsPrivileged([{ scheme: 'lookalike', privileges: { standard: true, secure: true, stream: true } }]);
