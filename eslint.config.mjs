import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** The layers of docs/ARCHITECTURE.md. src/core is pure: data in, data out. */
const outsideCore = {
  patterns: [
    {
      group: ['node:*', 'fs', 'path', 'os', 'child_process', 'net', 'crypto', 'http', 'process'],
      message: 'src/core does no IO.',
    },
    { group: ['vscode', 'dockerode'], message: 'src/core knows neither the editor nor the engine.' },
    {
      group: ['**/host/*', '**/docker/*', '**/vscode/*', '**/cli/*', '**/contrib/*'],
      message: 'src/core imports nothing to its right.',
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'examples/',
      'templates/',
      'test/fixtures/',
      'test-results/',
      '.tmp/',
      '.vscode-test/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A port's method is asynchronous even where one implementation of it is not.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', outsideCore],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'require'],
    },
  },
  {
    files: ['src/cli/**/*.ts', 'src/host/**/*.ts', 'src/docker/**/*.ts', 'src/contrib/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: ['vscode'] }] },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: ['it', 'describe'] }] },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setTimeout: 'readonly',
        Buffer: 'readonly',
        require: 'readonly',
        module: 'readonly',
        exports: 'writable',
        URL: 'readonly',
        performance: 'readonly',
        document: 'readonly',
        globalThis: 'readonly',
      },
    },
  },
);
