import { runRows } from './run-rows.ts';
import { reviewRows } from './rows/review.ts';

runRows('The review', reviewRows);
