import { Page } from '../../ui/page';

export const ReposPage = () => <Page title="Repos">…</Page>;
