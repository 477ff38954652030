/** Names and targets of a mirror's branches and tags. */
export interface MirrorRefs {
  /** Commit by branch name, sorted by name. */
  readonly branches: ReadonlyMap<string, string>;
  /** The alphabetically first tag by commit (`docs/protocol/device.md 6.1`). */
  readonly tags: ReadonlyMap<string, string>;
  /** Object by full ref name, tags not peeled: what a remote tells of itself. */
  readonly raw: ReadonlyMap<string, string>;
}

const HEADS = 'refs/heads/';
const TAGS = 'refs/tags/';
const FIELDS = 5;

/** Format of `git for-each-ref` that `parseRefs` reads. */
export const REF_FORMAT = [
  '%(refname)',
  '%(objecttype)',
  '%(objectname)',
  '%(*objecttype)',
  '%(*objectname)',
].join('%00');

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Reads the refs of a mirror; a branch named HEAD is a remote's own pointer and left out, tags of no commit too. */
export const parseRefs = (output: string): MirrorRefs => {
  const branches: [string, string][] = [];
  const tags = new Map<string, string>();
  const raw = new Map<string, string>();
  for (const line of output.split('\n')) {
    const fields = line.split('\0');
    if (fields.length !== FIELDS) continue;
    const [ref, type, object, peeledType, peeled] = fields as [string, string, string, string, string];
    raw.set(ref, object);
    const commit = type === 'commit' ? object : peeledType === 'commit' ? peeled : null;
    if (commit === null) continue;
    if (ref.startsWith(HEADS) && ref !== `${HEADS}HEAD`) branches.push([ref.slice(HEADS.length), commit]);
    if (!ref.startsWith(TAGS)) continue;
    const tag = ref.slice(TAGS.length);
    const known = tags.get(commit);
    if (known === undefined || compare(tag, known) < 0) tags.set(commit, tag);
  }
  return { branches: new Map(branches.sort(([left], [right]) => compare(left, right))), tags, raw };
};

type RemoteRefs = readonly { readonly ref: string; readonly oid: string }[];

const branchesAndTags = (remote: RemoteRefs): RemoteRefs =>
  remote.filter(({ ref }) => (ref.startsWith(HEADS) || ref.startsWith(TAGS)) && !ref.endsWith('^{}'));

/** Branches and tags of a remote. */
export const refCount = (remote: RemoteRefs): number => branchesAndTags(remote).length;

/** Whether a remote holds the same branches and tags; its other refs do not count. */
export const holdsTheSame = (remote: RemoteRefs, mirror: MirrorRefs): boolean => {
  const relevant = branchesAndTags(remote);
  return relevant.length === mirror.raw.size && relevant.every(({ ref, oid }) => mirror.raw.get(ref) === oid);
};
