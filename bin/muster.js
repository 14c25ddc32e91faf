#!/usr/bin/env -S node --disable-warning=ExperimentalWarning --max-semi-space-size=12 --heap-growing-percent=20
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

// Node strips types everywhere but under node_modules, which is where an installed package lies.
const source = new URL('../src/', import.meta.url).href;
registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith(source) || !url.endsWith('.ts')) return nextLoad(url, context);
    const text = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
    return { format: 'module', source: text, shortCircuit: true };
  },
});
await import('../src/main.ts');
