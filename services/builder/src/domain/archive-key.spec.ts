import { archiveKey, type ArchiveRequest } from './archive-key';

const request: ArchiveRequest = {
  registryUuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
  commit: 'a'.repeat(40),
  files: { 'env.json': '{}', 'schema.json': '{}' },
  format: 'tgz',
  windowBits: 9,
  level: 9,
};
const other = '0a6f7c1e-8f64-4a53-b0cf-6f0e3a4f2b11';

it.each<[string, Partial<ArchiveRequest>]>([
  ['the repository', { registryUuid: other }],
  ['the commit', { commit: 'b'.repeat(40) }],
  ['no commit', { commit: null }],
  ['the env', { files: { ...request.files, 'env.json': '{ }' } }],
  ['the schema', { files: { ...request.files, 'schema.json': '{ }' } }],
  ['the form', { format: 'tar' }],
  ['the window', { windowBits: 15 }],
  ['the level', { level: 1 }],
])('%s makes another archive', (_, change) => {
  expect(archiveKey({ ...request, ...change })).not.toBe(archiveKey(request));
});

it.each<[string, ArchiveRequest, ArchiveRequest]>([
  ['the order of files', request, { ...request, files: { 'schema.json': '{}', 'env.json': '{}' } }],
  ['capitals of a hash', request, { ...request, commit: 'A'.repeat(40) }],
  ['compression of what has none', { ...request, format: 'zip' }, { ...request, format: 'zip', level: 1 }],
  [
    'the repository of no commit',
    { ...request, commit: null },
    { ...request, commit: null, registryUuid: other },
  ],
])('%s does not', (_, one, another) => {
  expect(archiveKey(one)).toBe(archiveKey(another));
});
