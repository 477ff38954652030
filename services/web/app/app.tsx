import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { RouterProvider } from '@tanstack/react-router';
import { Provider as GraphqlProvider } from 'urql';
import { ApiProvider, useApi } from './api/api-provider';
import { router } from './router';
import { SessionProvider } from './session/session';
import { useTheme } from './ui/theme';

const colorScheme = localStorageColorSchemeManager({ key: 'unitfleet-color-scheme' });

const Connected = () => {
  const { client } = useApi();
  return (
    <GraphqlProvider value={client}>
      <SessionProvider>
        <ModalsProvider>
          <RouterProvider router={router} />
        </ModalsProvider>
      </SessionProvider>
    </GraphqlProvider>
  );
};

/** The whole interface: appearance, connection to the instance, who is signed in, pages. */
export const App = () => (
  <MantineProvider theme={useTheme()} defaultColorScheme="auto" colorSchemeManager={colorScheme}>
    <Notifications position="top-right" limit={4} />
    <ApiProvider>
      <Connected />
    </ApiProvider>
  </MantineProvider>
);
