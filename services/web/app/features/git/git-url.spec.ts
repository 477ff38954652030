import { describe, expect, it } from 'vitest';
import { nameProblem } from '../../ui/name-rule';
import { platformOf, repositoryPath, repositoryUrlOf, urlFault } from './git-url';
import { freeName } from './free-name';

describe('an address', () => {
  it.each([
    ['https://github.com/you/thermometer', 'https://github.com/you/thermometer.git'],
    [' https://gitlab.com/a/b/c.git/ ', 'https://gitlab.com/a/b/c.git'],
    ['github.com/you/thermometer', 'https://github.com/you/thermometer.git'],
    ['git@github.com:you/thermometer.git', 'https://github.com/you/thermometer.git'],
    ['ssh://git@git.local:2222/you/thermometer', 'https://git.local/you/thermometer.git'],
    ['http://127.0.0.1:3000/fan.git', 'http://127.0.0.1:3000/fan.git'],
    ['', ''],
  ])('%s is %s', (pasted, url) => expect(repositoryUrlOf(pasted)).toBe(url));

  it.each([
    ['', 'missing'],
    ['ftp://host/a.git', 'scheme'],
    ['https://me:token@host/a.git', 'login'],
    ['https://host/.git', 'form'],
    ['https://host/a b.git', 'form'],
    ['https://host/a.git', null],
  ])('%s: %s', (url, fault) => expect(urlFault(url)).toBe(fault));

  it('tells the platform and a path', () => {
    expect(platformOf('https://github.com/a/b.git')).toBe('GITHUB');
    expect(platformOf('https://git.example.com/a/b.git')).toBe('GITLAB');
    expect(repositoryPath('https://git.example.com/a/b.git')).toBe('a/b');
  });
});

describe('a name', () => {
  it.each([
    ['thermometer', [], 'thermometer'],
    ['thermometer', ['thermometer', 'thermometer-2'], 'thermometer-3'],
    ['a very long name of a repository', [], 'a-very-long-name-of-'],
    ['fan', [], 'fan-repo'],
    ['датчик', [], 'unit'],
  ])('like %s beside %j is %s', (wanted, taken, name) => {
    expect(freeName(wanted, taken)).toBe(name);
    expect(nameProblem(name)).toBeNull();
  });
});
