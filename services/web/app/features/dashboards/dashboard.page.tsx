import { Page } from '../../ui/page';

export const DashboardPage = () => <Page title="Dashboard">…</Page>;
