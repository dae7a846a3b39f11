import assert from 'node:assert/strict';
import { detect } from '../../../../src/core/detect/detect';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import { memoryRepo } from '../../support/memoryRepo';

const page = '<!doctype html>\n<html><head><title>x</title></head><body></body></html>\n';
const flask = { 'requirements.txt': 'flask\n', 'app.py': 'from flask import Flask\napp = Flask(__name__)\n' };
const express = {
  'package.json': '{ "dependencies": { "express": "4" }, "scripts": { "start": "node server.js" } }',
  'server.js': "const express = require('express')\nconst app = express()\napp.listen(3000)\n",
};

/** 'name path stack' of every app. */
async function appsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { apps } = detect(await collectFacts(memoryRepo(files)));
  return apps.map(({ name, path, stack }) => [name, path || '.', stack.value].join(' '));
}

describe('pages without a server', () => {
  it('are one site from the topmost index.html down', async () => {
    assert.deepEqual(await appsOf({ 'index.html': page, 'about/index.html': page }), ['web . static']);
    assert.deepEqual(await appsOf({ 'site/index.html': page, 'README.md': '' }), ['web site static']);
  });

  it('are a site too where package.json has no development server', async () => {
    const manifest = '{ "name": "x", "scripts": { "test": "echo no" }, "devDependencies": { "eslint": "9" } }';
    assert.deepEqual(await appsOf({ 'package.json': manifest, 'index.html': page }), ['web . static']);
  });

  it('stand beside an API whose code does not name their folder', async () => {
    assert.deepEqual(await appsOf({ ...flask, 'frontend/index.html': page }), [
      'frontend frontend static',
      'web . flask',
    ]);
    assert.deepEqual(await appsOf({ ...express, 'frontend/index.html': page }), [
      'frontend frontend static',
      'web . express',
    ]);
  });

  it('are the server’s own where its code names their folder or file', async () => {
    const serving = "from flask import Flask\napp = Flask(__name__, static_folder='frontend')\n";
    assert.deepEqual(await appsOf({ ...flask, 'app.py': serving, 'frontend/index.html': page }), ['web . flask']);
    const sending = `${express['server.js']}app.use(express.static('ui'))\n`;
    assert.deepEqual(await appsOf({ ...express, 'server.js': sending, 'ui/index.html': page }), ['web . express']);
    assert.deepEqual(await appsOf({ ...express, 'public/index.html': page }), ['web . express']);
  });

  it('are none where a tool makes them from other files', async () => {
    const bundled = '{ "name": "x", "devDependencies": { "parcel": "2" } }';
    assert.deepEqual(await appsOf({ 'package.json': bundled, 'index.html': page }), []);
    const source = '<!doctype html><html><body><script type="module" src="/src/main.tsx"></script></body></html>';
    assert.deepEqual(await appsOf({ 'index.html': source }), []);
    assert.deepEqual(await appsOf({ 'index.html': `---\ntitle: x\n---\n${page}` }), []);
    assert.deepEqual(await appsOf({ '_config.yml': 'title: x', 'index.html': page }), []);
  });

  it('are none where a server of another language may fill them in', async () => {
    assert.deepEqual(await appsOf({ 'go.mod': 'module x', 'web/index.html': page }), []);
    assert.deepEqual(await appsOf({ 'index.php': '<?php', 'index.html': page }), []);
    assert.deepEqual(await appsOf({ 'index.html': '<!doctype html><html>{% block body %}{% endblock %}</html>' }), []);
    assert.deepEqual(await appsOf({ 'index.html': '<!doctype html><html><body><%= title %></body></html>' }), []);
    assert.deepEqual(await appsOf({ 'index.html': '<!doctype html><link href="{{ url_for(1) }}"><body></body>' }), []);
  });

  it('are a site with what a framework of the browser fills in', async () => {
    assert.deepEqual(await appsOf({ 'index.html': '<!doctype html><html><body>{{ greeting }}</body></html>' }), [
      'web . static',
    ]);
  });

  it('are listed by one server where there are many beside each other', async () => {
    const files = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`exercises/${name}/index.html`, page]));
    const model = detect(await collectFacts(memoryRepo(files)));
    assert.deepEqual(
      model.apps.map(({ path }) => path),
      ['exercises'],
    );
    const [runtime] = model.runtimes;
    assert.ok(runtime?.language === 'static' && runtime.listing);
  });
});
