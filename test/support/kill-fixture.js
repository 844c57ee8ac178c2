'use strict';

// Writes one state of output and is killed meanwhile: after the file-system call of a number, or at a random moment.
// Usage: node kill-fixture.js COMPILED OUTDIR STATE after NUMBER | within MICROSECONDS | never
const fs = require('node:fs');
const path = require('node:path');
const { Worker } = require('node:worker_threads');

const [compiled, outdir, state, when, limit] = process.argv.slice(2);
const { writeOutput } = require(path.join(compiled, 'lib/synth/output/write-output.js'));
const { groupsOf } = require(path.join(compiled, 'test/support/output-states.js'));

const CALLS = [
  ...['accessSync', 'existsSync', 'lstatSync', 'mkdirSync', 'readFileSync', 'readdirSync', 'renameSync', 'rmSync'],
  ...['rmdirSync', 'statSync', 'writeFileSync'],
];

let calls = 0;
for (const name of CALLS) {
  const original = fs[name];
  fs[name] = (...args) => {
    try {
      return original(...args);
    } finally {
      calls += 1;
      if (when === 'after' && calls === Number(limit)) {
        process.kill(process.pid, 'SIGKILL');
      }
    }
  };
}

if (when === 'within') {
  // Another thread is not held up by the writing.
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const code = `
    const { gate, microseconds } = require('node:worker_threads').workerData;
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    Atomics.wait(gate, 1, 0);
    const end = process.hrtime.bigint() + BigInt(microseconds) * 1000n;
    while (process.hrtime.bigint() < end);
    process.kill(process.pid, 'SIGKILL');`;
  new Worker(code, { eval: true, workerData: { gate, microseconds: Number(limit) } });
  // The worker starts without the event loop of this thread.
  Atomics.wait(gate, 0, 0, 5000);
  Atomics.store(gate, 1, 1);
  Atomics.notify(gate, 1);
}

const started = process.hrtime.bigint();
writeOutput(outdir, groupsOf(state), { isComplete: true });
const microseconds = Number((process.hrtime.bigint() - started) / 1000n);
fs.writeSync(1, JSON.stringify({ calls, microseconds }));
process.kill(process.pid, 'SIGKILL');
