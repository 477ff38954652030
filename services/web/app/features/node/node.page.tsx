import { Page } from '../../ui/page';

export const NodePage = () => <Page title="Node">…</Page>;
