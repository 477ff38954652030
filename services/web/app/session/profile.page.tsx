import { Page } from '../ui/page';

export const ProfilePage = () => <Page title="Profile">…</Page>;
