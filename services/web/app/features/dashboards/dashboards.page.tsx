import { Page } from '../../ui/page';

export const DashboardsPage = () => <Page title="Dashboards">…</Page>;
