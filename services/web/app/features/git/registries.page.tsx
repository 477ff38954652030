import { Page } from '../../ui/page';

export const RegistriesPage = () => <Page title="Registries">…</Page>;
