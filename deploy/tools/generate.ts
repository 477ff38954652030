import { runGenerate } from './src/generate';

void runGenerate(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
