import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Who may import whom (docs/adr/0002-boundaries.md). */
const boundaries = [
  { sourceTag: 'type:pure', onlyDependOnLibsWithTags: ['type:pure', 'type:contract'] },
  { sourceTag: 'type:contract', onlyDependOnLibsWithTags: ['type:contract'] },
  { sourceTag: 'type:feature', onlyDependOnLibsWithTags: ['type:feature', 'type:pure', 'type:contract'] },
  { sourceTag: 'type:service', onlyDependOnLibsWithTags: ['type:feature', 'type:pure', 'type:contract'] },
  {
    sourceTag: 'type:engine',
    onlyDependOnLibsWithTags: ['type:engine', 'type:feature', 'type:pure', 'type:contract'],
  },
  {
    sourceTag: 'type:test',
    onlyDependOnLibsWithTags: ['type:test', 'type:engine', 'type:feature', 'type:pure', 'type:contract'],
  },
];

/** The engines' own tests run on what is built from the engines; no file imports itself that way. */
const testOnly = { ignoredCircularDependencies: [['local', 'testing']] };

const everybody = boundaries.map(({ sourceTag, onlyDependOnLibsWithTags }) => ({
  sourceTag,
  onlyDependOnLibsWithTags: [...onlyDependOnLibsWithTags, 'type:test', 'type:engine', 'type:feature'],
}));

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.nx/', '.data/', 'deploy/demo/repositories/'] },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts'],
    extends: [...tseslint.configs.recommended],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { allow: [], depConstraints: boundaries, ...testOnly }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings come from @unitfleet/config.' },
      ],
    },
  },
  {
    // Tests may use whatever testing library there is; processes of the local run read and hand on the environment.
    files: [
      '**/*.spec.ts',
      '**/test/**/*.ts',
      'libs/testing*/**/*.ts',
      'libs/unit-client/**/*.ts',
      'services/bench/**/*.ts',
      'deploy/**/*.ts',
      'libs/config/**/*.ts',
      '**/vite.config.mts',
      'services/web/e2e/**/*.ts',
    ],
    rules: { 'no-restricted-properties': 'off', 'no-console': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/test/**/*.ts', 'services/web/e2e/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': ['error', { allow: [], depConstraints: everybody, ...testOnly }],
    },
  },
  { files: ['services/web/app/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  // Of React's compiler, which is not used.
  { files: ['services/web/app/**/*.{ts,tsx}'], rules: { 'react-hooks/incompatible-library': 'off' } },
  prettier,
);
