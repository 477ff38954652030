import { parseJsonPath } from './json-path';

const steps = (text: string) => {
  const path = parseJsonPath(text);
  if ('problem' in path) throw new Error(path.problem);
  return path.steps;
};
const problem = (text: string) => {
  const path = parseJsonPath(text);
  return 'problem' in path ? path.problem : 'none';
};

describe('paths into JSON payloads', () => {
  it.each<[string, (string | number)[]]>([
    ['$', []],
    ['$.temperature', ['temperature']],
    ['temperature', ['temperature']],
    ['temperature.value', ['temperature', 'value']],
    ['_a1.b_2', ['_a1', 'b_2']],
    ['температура.значение', ['температура', 'значение']],
    ['$.😀', ['😀']],
    ['$[0]', [0]],
    ['$[-1].v', [-1, 'v']],
    ['list[10][2]', ['list', 10, 2]],
    ["$['a b']", ['a b']],
    ['$["a b"][\'c\']', ['a b', 'c']],
    ["$['']", ['']],
    ['$[\'"\']["\'"]', ['"', "'"]],
    ["$['it\\'s']", ["it's"]],
    ['$["\\"\\\\\\/\\b\\f\\n\\r\\t"]', ['"\\/\b\f\n\r\t']],
    ['$["\\u0041\\ud83d\\ude00"]', ['A😀']],
    ["$['.'][']'].a", ['.', ']', 'a']],
    ['$.__proto__.constructor', ['__proto__', 'constructor']],
    ['$[9007199254740991]', [9007199254740991]],
    [`$${'.a'.repeat(16)}`, Array(16).fill('a')],
    [`$['${'д'.repeat(251)}']`, ['д'.repeat(251)]],
  ])('%s', (text, expected) => {
    expect(steps(text)).toEqual(expected);
  });

  it.each([
    ['', 'should not be empty'],
    ['.a', "should begin with '$' or with a name"],
    ['[0]', "should begin with '$' or with a name"],
    [' a', "should begin with '$' or with a name"],
    ['1a', "should begin with '$' or with a name"],
    ['@.a', "should begin with '$' or with a name"],
    ['\ud800', "should begin with '$' or with a name"],
    ['$a', "at character 2: expected .name, ['name'] or [index]"],
    ['$.', "at character 2: expected .name, ['name'] or [index]"],
    ['$.a.', "at character 4: expected .name, ['name'] or [index]"],
    ['😀-1', "at character 2: expected .name, ['name'] or [index]"],
    ['$.a b', "at character 4: expected .name, ['name'] or [index]"],
    ['$.1', "at character 2: expected .name, ['name'] or [index]"],
    ['$[ 0 ]', "at character 2: expected .name, ['name'] or [index]"],
    ['$[01]', "at character 2: expected .name, ['name'] or [index]"],
    ['$[-0]', "at character 2: expected .name, ['name'] or [index]"],
    ['$[+1]', "at character 2: expected .name, ['name'] or [index]"],
    ['$[1.5]', "at character 2: expected .name, ['name'] or [index]"],
    ['$[9007199254740992]', "at character 2: expected .name, ['name'] or [index]"],
    ['$[', "at character 2: expected .name, ['name'] or [index]"],
    ['$[]', "at character 2: expected .name, ['name'] or [index]"],
    ['$[a]', "at character 2: expected .name, ['name'] or [index]"],
    ["$['a]", "at character 2: expected .name, ['name'] or [index]"],
    ['$[\'a"]', "at character 2: expected .name, ['name'] or [index]"],
    ["$['\\x']", "at character 2: expected .name, ['name'] or [index]"],
    ['$["\\\'"]', "at character 2: expected .name, ['name'] or [index]"],
    ["$['\\u12']", "at character 2: expected .name, ['name'] or [index]"],
    ["$['\\ud800']", "at character 2: expected .name, ['name'] or [index]"],
    ["$['a\nb']", "at character 2: expected .name, ['name'] or [index]"],
    ['$.a.length()', "at character 11: expected .name, ['name'] or [index]"],
    ['$..a', "at character 2: '..' is not supported, a path leads to one value"],
    ['$.a..b', "at character 4: '..' is not supported, a path leads to one value"],
    ['$.*', "at character 2: '*' is not supported, a path leads to one value"],
    ['$[*]', "at character 2: '*' is not supported, a path leads to one value"],
    ['$[?@.a]', 'at character 2: filters are not supported, a path leads to one value'],
    ['$[0:2]', 'at character 2: slices and lists are not supported, a path leads to one value'],
    ['$[:]', 'at character 2: slices and lists are not supported, a path leads to one value'],
    ['$[0,1]', 'at character 2: slices and lists are not supported, a path leads to one value'],
    [`$${'.a'.repeat(17)}`, 'should have at most 16 steps'],
    [`$['${'д'.repeat(252)}']`, 'should have at most 256 characters'],
    ['a'.repeat(60_000), 'should have at most 256 characters'],
    [`$['${'😀'.repeat(252)}']`, 'should have at most 256 characters'],
  ])('%j is refused', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });

  it('reads a path of the greatest length at once, whatever is in it', () => {
    for (const filling of ['\\', "\\'", '[', "['", '.', '["\\u', '[1', '[,', "]'"])
      expect(problem(`$[${filling.repeat(120).slice(0, 250)}`)).not.toBe('none');
  });
});
