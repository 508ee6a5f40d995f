import { berlinGroupBank } from './berlin-group.js';
import { NOT_AVAILABLE } from './provider-properties.js';

/**
 * The simulated bank. Nothing of its raw answers is published: it speaks plain Berlin Group NextGenPSD2, with the moment of a
 * booking under `bookingDateTime`, and of the contract's table it has the moment alone.
 */
export const sandbox = berlinGroupBank({
  providerKey: 'ENABNL2A',
  name: 'Sandbox Bank',
  precision: 'SECOND',
  momentFields: ['bookingDateTime'],
  ownerFields: ['ownerName', 'name'],
  properties: () => NOT_AVAILABLE,
});
