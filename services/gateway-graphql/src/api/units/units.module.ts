import { Module } from '@nestjs/common';
import { FleetResolver } from './fleet.resolver';
import { UnitDocumentsResolver } from './unit-documents.resolver';
import { UnitStateResolver } from './unit-state.resolver';
import { UnitsResolver } from './units.resolver';

@Module({ providers: [FleetResolver, UnitDocumentsResolver, UnitStateResolver, UnitsResolver] })
export class UnitsModule {}
