import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const EXAMPLES = resolve('libs/unit-client/examples');
const BUNDLE = resolve('dist/unit-client/unit-client.js');

/**
 * The files of an example as a repository of a Unit that installs nothing: the library lies beside the program, in one
 * file. What the program is told to do at once is added at its end.
 */
export function exampleFiles(name: string, addition = ''): Record<string, string> {
  const read = (file: string): string => readFileSync(resolve(EXAMPLES, name, file), 'utf8');
  return {
    'schema_example.json': read('schema_example.json'),
    'env_example.json': JSON.stringify({ GREETING: 'hello' }),
    '.pepeignore': read('.pepeignore'),
    'main.js': `${read('main.js').replace("'@unitfleet/unit-client'", "'./unit-client.js'")}\n${addition}\n`,
    'unit-client.js': readFileSync(BUNDLE, 'utf8'),
  };
}
