import { Page } from '../../ui/page';

export const UnitPage = () => <Page title="Unit">…</Page>;
