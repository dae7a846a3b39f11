import assert from 'node:assert/strict';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import { djangoHosts } from '../../../../src/core/stacks/djangoHosts';
import { memoryRepo } from '../../support/memoryRepo';

const manage = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "ward.settings")\n';

async function needs(settings: string, others: Readonly<Record<string, string>> = {}) {
  const facts = await collectFacts(memoryRepo({ 'manage.py': manage, 'ward/settings.py': settings, ...others }));
  const { values, fixed } = djangoHosts(facts, '');
  return {
    values: Object.fromEntries(values.map(({ variable, value }) => [variable, value])),
    ...(fixed && { fixed: fixed.reason }),
  };
}

const DEBUG_WORDS: readonly (readonly [string, string])[] = [
  ['os.environ.get("DEBUG") == "True"', 'True'],
  ['os.environ.get("DEBUG", "") == "1"', '1'],
  ['os.environ.get("DEBUG", "false").lower() == "true"', 'true'],
  ['os.environ.get("DEBUG", "no").lower() in ("yes", "on")', 'yes'],
  ['os.environ["DEBUG"] != "off"', 'True'],
  ['bool(int(os.environ.get("DEBUG", 0)))', '1'],
  ['int(os.getenv("DEBUG", "0"))', '1'],
  ['bool(os.environ.get("DEBUG", ""))', 'True'],
  ['config("DEBUG", cast=bool)', 'True'],
  ['config("DEBUG", default=0, cast=int)', '1'],
  ['env.bool("DEBUG", False)', 'True'],
  ['strtobool(os.getenv("DEBUG", "off"))', 'on'],
];

describe('a Django project behind the router', () => {
  for (const [code, word] of DEBUG_WORDS)
    it(`is told DEBUG=${word} where it reads ${code}`, async () => {
      const text = `import os\nfrom decouple import config\nfrom environs import Env\nenv = Env()\nDEBUG = ${code}\nALLOWED_HOSTS = ["*"]\n`;
      assert.deepEqual(await needs(text), { values: { DEBUG: word } });
    });

  it('is told its host through the variable that it reads, in the form in which it reads it', async () => {
    const head = 'import json, os\n';
    const split = `${head}ALLOWED_HOSTS = os.environ.get("WARD_HOSTS", "localhost").split(",")\n`;
    assert.deepEqual(await needs(split), { values: { WARD_HOSTS: '.localhost' } });
    const list = `${head}ALLOWED_HOSTS = [os.environ.get("HOST", "localhost")]\n`;
    assert.deepEqual(await needs(list), { values: { HOST: '.localhost' } });
    const json = `${head}ALLOWED_HOSTS = json.loads(os.environ["HOSTS"])\n`;
    assert.deepEqual(await needs(json), { values: { HOSTS: '[".localhost"]' } });
  });

  it('is not sent to https', async () => {
    const text = 'import os\nSECURE_SSL_REDIRECT = os.environ.get("SSL", "True") == "True"\nALLOWED_HOSTS = ["*"]\n';
    assert.deepEqual(await needs(text), { values: { SSL: 'False' } });
  });

  it('gets settings before its own where the code fixes other hosts, here or in what it takes everything from', async () => {
    const fixed = 'ALLOWED_HOSTS names no host below localhost';
    assert.deepEqual(await needs('DEBUG = True\nALLOWED_HOSTS = ["localhost", "ward.example"]\n'), {
      values: {},
      fixed,
    });
    assert.deepEqual(
      await needs('from .base import *\nDEBUG = True\n', { 'ward/base.py': 'ALLOWED_HOSTS = ("ward.example",)\n' }),
      { values: {}, fixed },
    );
    assert.deepEqual(await needs('DEBUG = False\nALLOWED_HOSTS = []\n'), {
      values: {},
      fixed: 'ALLOWED_HOSTS is empty and DEBUG is off',
    });
  });

  for (const text of [
    'DEBUG = True\nALLOWED_HOSTS = []\n',
    'DEBUG = True\n',
    'DEBUG = False\nALLOWED_HOSTS = ["*"]\n',
    'DEBUG = False\nALLOWED_HOSTS = [".localhost", "ward.example"]\n',
    'if DEBUG:\n    ALLOWED_HOSTS = ["*"]\nelse:\n    ALLOWED_HOSTS = ["ward.example"]\n',
    'ALLOWED_HOSTS = hosts()\n',
    'from .elsewhere import *\nALLOWED_HOSTS = ["ward.example"]\nALLOWED_HOSTS = local_hosts\n',
  ])
    it(`is left alone with ${JSON.stringify(text)}`, async () => {
      assert.deepEqual(await needs(text), { values: {} });
    });
});
