import type { LabInterfaces } from './interface-objects.ts';
import type { LabObjects } from './lab-objects.ts';
import type { RowTable } from './row-table.ts';

/** A simulated device as it is made: it is switched on later. */
export interface LabMake {
  objects: LabObjects;
  rows: readonly RowTable[];
  links: LabInterfaces;
}
