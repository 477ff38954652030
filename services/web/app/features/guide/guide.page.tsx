import { Page } from '../../ui/page';

export const GuidePage = () => <Page title="Guide">…</Page>;
