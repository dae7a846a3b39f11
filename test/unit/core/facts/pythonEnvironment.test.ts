import assert from 'node:assert/strict';
import { parsePythonModule } from '../../../../src/core/facts/pythonModule';

/** 'NAME' for what has to be there, 'NAME=default' and 'NAME?' for what need not. */
const reads = (text: string) =>
  parsePythonModule({ file: 'app.py', module: 'app', importRoot: '', isPackage: false }, text).environment.map(
    ({ name, fallback, required }) =>
      fallback && 'value' in fallback ? `${name}=${String(fallback.value)}` : required ? name : `${name}?`,
  );

describe('variables of Python code', () => {
  it('are read through django-environ, with defaults given in advance and names that it implies', () => {
    const text = [
      'import environ',
      'env = environ.Env(DEBUG=(bool, False))',
      'environ.Env.read_env(".env")',
      'a = env("DEBUG")',
      'b = env.list("HOSTS", default=[])',
      'c = env.db()',
      'd = env.cache(default="locmemcache://")',
      'e = env("SECRET_KEY")',
    ];
    assert.deepEqual(reads(text.join('\n')), [
      'DEBUG=false',
      'HOSTS?',
      'DATABASE_URL',
      'CACHE_URL=locmemcache://',
      'SECRET_KEY',
    ]);
  });

  it('are read through an env that another module makes, and not through an attribute of an object', () => {
    const text =
      'from config.env import env\nA = env.int("PORT", default=25)\nclass X:\n  def f(self):\n    self.env("X")\n';
    assert.deepEqual(reads(text), ['PORT=25']);
  });

  it('are read through environs, decouple and Starlette', () => {
    const text = [
      'from environs import Env',
      'from decouple import Config, RepositoryEnv',
      'from starlette.config import Config as Settings',
      'env = Env()',
      'with env.prefixed("MAIL_"):',
      '  host = env.str("HOST", "localhost")',
      'config = Config(RepositoryEnv(".env"))',
      'a = config("A", default="x")',
      'settings = Settings(".env")',
      'b = settings("B", cast=bool, default=False)',
      'c = settings("C")',
    ];
    assert.deepEqual(reads(text.join('\n')), ['HOST=localhost', 'A=x', 'B=false', 'C']);
  });

  it('are DATABASE_URL, or the one that is named, where dj_database_url is asked', () => {
    assert.deepEqual(
      reads('import dj_database_url as d\na = d.config(default="sqlite:///x")\nb = d.config(env="OTHER_URL")\n'),
      ['DATABASE_URL=sqlite:///x', 'OTHER_URL?'],
    );
  });

  it('are the fields of pydantic’s settings, by prefix or alias, and those without a value have to be there', () => {
    const text = [
      'from pydantic import Field',
      'from pydantic_settings import BaseSettings, SettingsConfigDict',
      'class Settings(BaseSettings):',
      '    model_config = SettingsConfigDict(env_prefix="ward_")',
      '    secret_key: str',
      '    page_size: int = 20',
      '    queue: str | None = None',
      '    mail: str = Field(..., validation_alias="MAIL_HOST")',
      '    beds: int = Field(default=4, ge=1)',
      '    _private: int = 1',
      'class Other:',
      '    not_read: str',
    ];
    assert.deepEqual(reads(text.join('\n')), [
      'WARD_SECRET_KEY',
      'WARD_PAGE_SIZE=20',
      'WARD_QUEUE?',
      'MAIL_HOST',
      'WARD_BEDS=4',
    ]);
  });
});
