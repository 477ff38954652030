import { Module } from '@nestjs/common';
import { UnitDocumentsResolver } from './unit-documents.resolver';
import { UnitStateResolver } from './unit-state.resolver';
import { UnitsResolver } from './units.resolver';

@Module({ providers: [UnitDocumentsResolver, UnitStateResolver, UnitsResolver] })
export class UnitsModule {}
