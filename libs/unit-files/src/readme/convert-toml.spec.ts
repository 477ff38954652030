import { tomlToReadme } from './convert-toml';

const convert = (text: string): string => tomlToReadme(new TextEncoder().encode(text));

const whole = `
[general]
name = "Weather station"
description = "Measures | reports"
language = "MicroPython"
hardware = ["ESP32", { name = "BME280", link = "https://example.com/bme(280)" }, { link = "https://example.com/x" }, { name = "Case" }, {}]
firmware = ["1.24"]
stack = ["asyncio", "mqtt_as"]
version = "1.0.0"
voltage = 5.0
pins = 12
is_open = true
released = 2025-01-02
license = "MIT"
authors = [{ name = "Ann", email = "ann@example.com" }, { name = "Bo" }, { email = "cy@example.com" }]

[video]
video = { preview = "https://example.com/p.png", link = "https://example.com/v" }

[images]
board = "https://example.com/board.png"
"### Case" = ["https://example.com/1.png", "https://example.com/2.png?a=1&b=2"]
none = []

[models]
models = [
  { version = "v1", description = "first", link = "https://example.com/v1.stl" },
  { version = "v2", description = "without link" },
]

[files]
"Circuit diagram" = "https://example.com/circuit.pdf"
empty = ""
Case = "models/case.stl"

[physical_io]
12 = "LED"
2 = "Button"
GND = "Ground"

[env_description]
PUBLISH_SEND_INTERVAL = "Seconds between messages"

[topic_assignment]
"temperature/pepeunit" = "Degrees Celsius"

[work_algorithm]
steps = ["Connect", "Measure"]

[installation]
steps = ["Unpack", "\`npm start\`"]
`;

const expected = `# Weather station

Parameter | Implementation
-- | --
Description | Measures \\| reports
Lang | \`MicroPython\`
Hardware | \`ESP32\`, [BME280](https://example.com/bme%28280%29), [https://example.com/x](https://example.com/x), Case, {}
Firmware | \`1.24\`
Stack | \`asyncio\`, \`mqtt_as\`
Version | 1.0.0
voltage | 5.0
pins | 12
is_open | true
released | 2025-01-02
License | MIT
Authors | Ann <ann@example.com>, Bo, <cy@example.com>

## Video

[![video](https://example.com/p.png)](https://example.com/v)

## Board

<div align="center"><img align="center" src="https://example.com/board.png"></div>

### Case

<div align="center"><img align="center" src="https://example.com/1.png"></div>
<div align="center"><img align="center" src="https://example.com/2.png?a=1&b=2"></div>

## Models

Version | Description | Link
-- | -- | --
v1 | first | [link](https://example.com/v1.stl)

## Files

1. [Circuit diagram](https://example.com/circuit.pdf)
2. [Case](models/case.stl)

## Physical IO

Key | Description
-- | --
\`12\` | LED
\`2\` | Button
\`GND\` | Ground

## Env variable assignment

Variable | Description
-- | --
\`PUBLISH_SEND_INTERVAL\` | Seconds between messages

## Assignment of Device Topics

Topic | Description
-- | --
\`temperature/pepeunit\` | Degrees Celsius

## Work algorithm

1. Connect
2. Measure

## Installation

1. Unpack
2. \`npm start\`
`;

describe('tomlToReadme', () => {
  it('writes every section, in its order, byte by byte', () => {
    expect(convert(whole)).toBe(expected);
  });

  it.each([
    ['nothing', '', '\n'],
    ['a name alone', 'general.name = " Lamp "', '# Lamp\n'],
    ['sections without content', '[general]\n[images]\n[files]\na = ""\n[installation]\nsteps = []', '\n'],
    ['a video without link', '[video]\nvideo = { preview = "https://example.com/p" }', '\n'],
    [
      'the first of several videos',
      '[[video.video]]\npreview = "p"\nlink = "l"\n[[video.video]]\npreview = "q"\nlink = "m"',
      '## Video\n\n[![video](p)](l)\n',
    ],
    ['keys of other sections', '[other]\na = 1', '\n'],
    [
      'a capitalized key',
      '[images]\n"wiring DIAGRAM" = "w.png"',
      expect.stringContaining('## Wiring diagram\n'),
    ],
  ])('%s', (_, text, markdown) => {
    expect(convert(text)).toEqual(markdown);
  });

  it('keeps numeric keys in the order of the file, wherever their values end', () => {
    const text =
      '[physical_io]\n34 = """\nx = 1\n7 = "no key"\n"""\nb = "B"\n5 = "C"\n[files]\n9 = "n"\n1 = "o"\nphysical_io = "p"';
    const keys = [...convert(text).matchAll(/^`(\w+)`|^\d\. \[(\w+)\]/gm)].map(
      ([, key, file]) => key ?? file,
    );
    expect(keys).toEqual(['9', '1', 'physical_io', '34', 'b', '5']);
  });

  it.each([
    ['a file of 10,001 characters', `# ${'я'.repeat(9_999)}`],
    ['bytes without end', 'x'.repeat(50_000)],
    ['what is no TOML', '[general'],
    ['a key twice', 'a = 1\na = 2'],
    ['a long name', `general.name = "${'x'.repeat(51)}"`],
    ['a long description', `general.description = "${'x'.repeat(401)}"`],
    ['a long language', `general.language = "${'x'.repeat(51)}"`],
    ['a long version', `general.version = "${'x'.repeat(31)}"`],
    ['a long license', `general.license = "${'x'.repeat(51)}"`],
    ...['hardware', 'firmware', 'stack'].map((key) => [
      `31 items of ${key}`,
      `general.${key} = [${'"x",'.repeat(31)}]`,
    ]),
    ['31 authors', `general.authors = [${'{name="x"},'.repeat(31)}]`],
    ['a name that is no text', 'general.name = 1'],
    ['a list that is none', 'general.stack = "x"'],
    ['a number among names', 'general.stack = [1]'],
    ['an author that is no table', 'general.authors = ["x"]'],
    ['a section that is no table', 'general = "x"'],
    ['steps that are no list', 'installation.steps = "x"'],
    ['a step that is no text', 'installation.steps = [1]'],
    ['a file that is no address', 'files.a = 1'],
    ['an image that is no address', 'images.a = 1'],
    ['a model that is no table', 'models.models = ["x"]'],
    ['a video that is no table', 'video.video = "x"'],
    ['values within values', `a = ${'['.repeat(200)}${']'.repeat(200)}`],
  ])('refuses %s', (_, text) => {
    expect(() => convert(text)).toThrow(/^422: 16: Readme Generation Error: /);
  });

  it('refuses what is no UTF-8', () => {
    expect(() => tomlToReadme(Uint8Array.of(0x23, 0xff))).toThrow('422: 16: Readme Generation Error');
  });

  it.each([
    ['10,000 characters', `#${'я'.repeat(9_999)}`],
    ['limits', `general.name = "  ${'x'.repeat(50)}  "\ngeneral.stack = [${'"x",'.repeat(30)}]`],
    ['tables within tables', `general.${'a.'.repeat(2_000)}a = 1`],
  ])('takes %s', (_, text) => {
    expect(() => convert(text)).not.toThrow();
  });
});

describe('TOML 0.5 and 1.0', () => {
  const rows = (general: string): string[] => convert(`[general]\n${general}`).trimEnd().split('\n').slice(2);

  it.each([
    [
      'texts of every kind',
      "a = 'x\\y'\nb = \"\"\"\nline\"\"\"\nc = '''z'''",
      ['a | x\\y', 'b | line', 'c | z'],
    ],
    ['numbers', 'a = 0xff\nb = 1_000\nc = 1e3\nd = -0.5', ['a | 255', 'b | 1000', 'c | 1000.0', 'd | -0.5']],
    [
      'dates',
      'a = 2025-01-02T03:04:05Z\nb = 2025-01-02T03:04:05\nc = 03:04:05',
      ['a | 2025-01-02T03:04:05.000Z', 'b | 2025-01-02T03:04:05.000', 'c | 03:04:05.000'],
    ],
    ['dotted keys', 'a.b = 1\na.c = 2', ['a | {"b":1,"c":2}']],
    ['lists of one kind', 'a = [1, 2]\nb = ["x", "y"]', ['a | [1,2]', 'b | `x`, `y`']],
    // Only 1.0 lets a list mix kinds, and this is how lists of parts are written.
    ['lists of several kinds', 'stack = ["x", {name = "y"}]', ['Stack | `x`, y']],
    [
      'tables in a list',
      '[[general.authors]]\nname = "A"\n[[general.authors]]\nname = "B"',
      ['Authors | A, B'],
    ],
  ])('%s', (_, text, expected) => {
    expect(rows(text)).toEqual(expected);
  });

  it('ends of lines of both kinds, and a mark at the beginning', () => {
    expect(convert('\ufeff[general]\r\nname = "Lamp"\r\nversion = "1"\r\n')).toBe(
      '# Lamp\n\nParameter | Implementation\n-- | --\nVersion | 1\n',
    );
  });
});

describe('hostile files', () => {
  /** Cells as GitHub counts them: a backslash hides the punctuation behind it, also another backslash. */
  const cellsOf = (row: string): string[] => row.replace(/\\[!-/:-@[-`{-~]/g, '').split('|');

  it('keep to their cells', () => {
    const value = 'a | b \\| c \\\\| d\n\nx | y\r\n# heading <script>alert(1)</script> \\';
    const literal = JSON.stringify(value);
    const markdown = convert(
      [
        `[general]\ndescription = ${literal}\n${literal} = ${literal}`,
        `stack = [${literal}, "tick \`\` | <b>", {name=${literal}, link="javascript:alert(1)"}]`,
        `hardware = [{name=${literal}, link="https://e.com"}]`,
        `[physical_io]\n${literal} = ${literal}`,
        `[topic_assignment]\n"\`" = 'x\\|y'`,
        `[models]\nmodels = [{version=${literal}, description=${literal}, link="https://e.com/a|b) x"}]`,
      ].join('\n'),
    );
    const tables = markdown
      .trimEnd()
      .split('\n\n')
      .filter((block) => block.includes('\n-- | --'));
    const widths = tables.map((block) => block.split('\n').map((row) => cellsOf(row).length));
    expect(widths).toEqual([
      [2, 2, 2, 2, 2, 2],
      [3, 3, 3],
      [2, 2, 2],
      [2, 2, 2],
    ]);
    expect(markdown).not.toMatch(/<script|<b>|javascript:|^# heading/m);
    expect(markdown).toContain('(https://e.com/a%7Cb%29%20x)');
  });

  it.each([
    ['a heading', 'general.name = "x\\n# y <img src=x onerror=y>"', '# x # y &lt;img src=x onerror=y>\n'],
    [
      'a step',
      'installation.steps = ["a\\n\\n# b", "- c", "1. d", "> e", "``` f", "---", "[g]: h"]',
      '## Installation\n\n1. a # b\n2. \\- c\n3. 1\\. d\n4. \\> e\n5. \\``` f\n6. \\---\n7. \\[g]: h\n',
    ],
    [
      'a first cell',
      '[general]\n"- a" = "b"\n"> c" = "d"',
      'Parameter | Implementation\n-- | --\n\\- a | b\n\\> c | d\n',
    ],
    [
      'an image',
      'images.a = ["x\\" onerror=\\"y", "data:text/html,x", "java\\nscript:x"]',
      '## A\n\n<div align="center"><img align="center" src="x%22%20onerror=%22y"></div>\n',
    ],
    [
      'a label',
      'files."a](https://evil) [b\\\\" = "https://e.com"',
      '## Files\n\n1. [a\\](https://evil) \\[b\\\\](https://e.com)\n',
    ],
    ['a link to code', 'files.a = "JavaScript:x"', '## Files\n\n1. a\n'],
    [
      'an author',
      'general.authors = [{name="<b>", email="x> <script>"}]',
      'Parameter | Implementation\n-- | --\nAuthors | &lt;b> x> &lt;script>\n',
    ],
    ['a key in code', '[physical_io]\n"a`b|<i>" = "c"', 'Parameter'],
  ])('%s', (_, text, markdown) => {
    if (markdown === 'Parameter')
      expect(convert(text)).toContain('<code>a&#96;b&#124;&#60;i&#62;</code> | c');
    else expect(convert(text)).toBe(markdown);
  });

  it('may name the properties of objects', () => {
    const text =
      '[general]\n__proto__ = "a"\nconstructor = "b"\ntoString = "c"\n[files]\n__proto__ = "d"\n[__proto__]\nname = "e"';
    expect(convert(text)).toBe(
      'Parameter | Implementation\n-- | --\n__proto__ | a\nconstructor | b\ntoString | c\n\n## Files\n\n1. [__proto__](d)\n',
    );
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });
});
