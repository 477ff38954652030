import { useSession } from '../../session/session';
import { PageLoading } from '../../ui/page-loading';
import { UserHome } from './user-home';
import { VisitorHome } from './visitor-home';

/** The first page: what this instance is, or, for its users, how things are. */
export const HomePage = () => {
  const { user, isLoading } = useSession();
  if (isLoading) return <PageLoading />;
  return user ? <UserHome user={user} /> : <VisitorHome />;
};
