import { Page } from '../../ui/page';

export const RegistryPage = () => <Page title="Registry">…</Page>;
