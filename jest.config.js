const { compilerOptions } = require('./tsconfig.base.json');

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
          keepClassNames: true,
        },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: Object.fromEntries(
    Object.entries(compilerOptions.paths).map(([alias, [file]]) => [`^${alias}$`, `<rootDir>/${file}`]),
  ),
  setupFiles: ['reflect-metadata'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};

const engines = {
  globalSetup: '<rootDir>/libs/testing/src/jest/global-setup.ts',
  globalTeardown: '<rootDir>/libs/testing/src/jest/global-teardown.ts',
};

module.exports = {
  // A passing test never waits for it, and a machine with much else to do needs minutes for what else takes seconds.
  testTimeout: 300_000,
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{libs,services,deploy}/**/src/**/*.spec.ts'] },
    {
      ...shared,
      ...engines,
      displayName: 'integration',
      testMatch: ['<rootDir>/{libs,services,deploy}/**/test/**/*.int.spec.ts'],
    },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/services/e2e/test/**/*.e2e.spec.ts'] },
    {
      ...shared,
      displayName: 'contract',
      testMatch: ['<rootDir>/services/conformance/test/**/*.contract.spec.ts'],
    },
    {
      ...shared,
      displayName: 'web',
      globalSetup: '<rootDir>/services/web/e2e/harness/global-setup.ts',
      globalTeardown: '<rootDir>/services/web/e2e/harness/global-teardown.ts',
      testMatch: ['<rootDir>/services/web/e2e/**/*.web.spec.ts'],
    },
    { ...shared, displayName: 'fault', testMatch: ['<rootDir>/services/fault/test/**/*.fault.spec.ts'] },
  ],
};
