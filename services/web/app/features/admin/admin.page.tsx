import { Page } from '../../ui/page';

export const AdminPage = () => <Page title="Admin">…</Page>;
