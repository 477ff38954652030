import { Skeleton } from '@mantine/core';
import { useQuery } from 'urql';
import { ProblemNotice } from '../../ui/problem-notice';
import { GuideRepoDocument } from './guide.generated';
import { UnitForm } from './unit-form';

interface UnitStepProps {
  readonly repoUuid: string;
  readonly onCreated: (uuid: string) => void;
}

/** Third step: the device gets its place in the fleet. */
export const UnitStep = ({ repoUuid, onCreated }: UnitStepProps) => {
  const [{ data, error }, ask] = useQuery({ query: GuideRepoDocument, variables: { uuid: repoUuid } });
  if (data) return <UnitForm key={repoUuid} repo={data.getRepo} onCreated={onCreated} />;
  if (error) return <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  return <Skeleton h={240} />;
};
