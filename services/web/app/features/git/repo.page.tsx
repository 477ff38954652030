import { Page } from '../../ui/page';

export const RepoPage = () => <Page title="Repo">…</Page>;
