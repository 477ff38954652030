import { Page } from '../ui/page';

export const UserPage = () => <Page title="User">…</Page>;
