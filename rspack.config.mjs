import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import tsconfig from './tsconfig.base.json' with { type: 'json' };

const alias = Object.fromEntries(
  Object.entries(tsconfig.compilerOptions.paths).map(([name, [file]]) => [`${name}$`, resolve(file)]),
);

const services = readdirSync('services').filter((name) => existsSync(join('services', name, 'src/main.ts')));

const entries = {
  ...Object.fromEntries(services.map((name) => [`${name}/main`, `./services/${name}/src/main.ts`])),
  'bench/generator': './services/bench/src/telemetry/generator.ts',
  'bench/subscriber': './services/bench/src/telemetry/subscriber.ts',
  'bench/plain-nest': './services/bench/src/control-plane/plain-nest.ts',
  'bench/bare-decider': './services/bench/src/decisions/bare-decider.ts',
  'simulator/device-process': './services/simulator/src/swarm/device-process.ts',
  'local/main': './deploy/local/src/supervisor/main.ts',
  'broker/main': './deploy/local/src/broker/main.ts',
  'clickhouse/main': './deploy/local/src/clickhouse/main.ts',
  'demo/main': './deploy/demo/src/main.ts',
  'tools/dead-letters': './deploy/tools/dead-letters.ts',
  'tools/streams': './deploy/tools/streams.ts',
};

/** Everything from the registry stays in node_modules; only our own code is bundled. */
const external = ({ request }, done) => {
  const isOurs = request.startsWith('.') || request.startsWith('/') || request.startsWith('@unitfleet/');
  return isOurs ? done() : done(null, `commonjs ${request}`);
};

const swc = (decorators) => ({
  test: /\.ts$/,
  loader: 'builtin:swc-loader',
  options: {
    jsc: {
      parser: { syntax: 'typescript', decorators },
      transform: decorators ? { legacyDecorator: true, decoratorMetadata: true } : undefined,
      target: 'es2022',
      keepClassNames: true,
    },
  },
});

export default [
  {
    name: 'fleet',
    mode: 'production',
    target: 'node20',
    devtool: 'source-map',
    entry: entries,
    output: { path: resolve('dist'), filename: '[name].js', library: { type: 'commonjs2' } },
    resolve: { extensions: ['.ts', '.js'], alias },
    module: { rules: [swc(true)] },
    externals: [external],
    // A class keeps its name only in a scope of its own, and GraphQL and OpenAPI call types by it.
    optimization: { minimize: false, concatenateModules: false },
    node: { __dirname: false, __filename: false },
    stats: 'errors-warnings',
  },
  {
    // The device library as one file, for repositories whose devices install nothing.
    name: 'unit-client',
    mode: 'production',
    target: 'node20',
    devtool: false,
    entry: { 'unit-client': './libs/unit-client/src/index.ts' },
    output: { path: resolve('dist/unit-client'), filename: '[name].js', library: { type: 'commonjs2' } },
    resolve: {
      extensions: ['.ts', '.js'],
      conditionNames: ['node', 'require', 'default'],
      mainFields: ['main'],
    },
    module: { rules: [swc(false)] },
    externals: { bufferutil: 'commonjs bufferutil', 'utf-8-validate': 'commonjs utf-8-validate' },
    optimization: { minimize: true, moduleIds: 'named', chunkIds: 'named' },
    stats: 'errors-warnings',
  },
];
