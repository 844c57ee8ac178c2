import { Mapping } from '../../model/core/untrusted';
import { Signs } from './sign';

/**
 * Looks for what is not as usual in a value. The value is right by its schema: of one that is not, everything counts as
 * unusual. It may call usual things unusual, but never the other way round.
 */
export type Inspection = (value: Mapping, signs: Signs) => void;
