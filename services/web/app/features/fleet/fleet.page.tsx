import { Page } from '../../ui/page';

export const FleetPage = () => <Page title="Fleet">…</Page>;
