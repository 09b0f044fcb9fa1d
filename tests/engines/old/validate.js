// Run by an old engine: whether it takes each of these wasm files.
'use strict';
const { readFileSync } = require('fs');

const refused = process.argv.slice(2).filter((path) => {
  const valid = WebAssembly.validate(readFileSync(path));
  console.log((valid ? 'valid    ' : 'refused  ') + path + ' (V8 ' + process.versions.v8 + ')');
  return !valid;
});
process.exit(refused.length ? 1 : 0);
