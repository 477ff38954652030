export { GitHost, type GitHostOptions } from './git-host';
export type { GitRepository, RepositoryFiles, CommitOptions } from './git-repository';
