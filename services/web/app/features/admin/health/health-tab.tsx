import { SimpleGrid } from '@mantine/core';
import { useMemo } from 'react';
import { AdminHealthDocument } from '../admin.generated';
import { PolledPart } from '../polled-part';
import { usePolled } from '../use-polled';
import { HealthSummary } from './health-summary';
import { InstanceCounts } from './instance-counts';
import { ServiceCard } from './service-card';
import { servicesOf, type Process } from './services';

const Services = ({ processes }: { processes: readonly Process[] }) => {
  const services = useMemo(() => servicesOf(processes), [processes]);
  return (
    <>
      <HealthSummary services={services} />
      <InstanceCounts />
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
        {services.map((service) => (
          <ServiceCard key={service.service} {...service} />
        ))}
      </SimpleGrid>
    </>
  );
};

/** Whether everything works, and what does not. */
export const HealthTab = () => (
  <PolledPart polled={usePolled(AdminHealthDocument, {})}>
    {({ getServices }) => <Services processes={getServices} />}
  </PolledPart>
);
