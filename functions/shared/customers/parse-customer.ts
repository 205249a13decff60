import { isObject } from '../event.ts';
import { Failure } from '../../../kernels/failure.ts';
import { featureNames, type Customer } from '../../../kernels/segmentation/features.ts';
import type { Row } from '../lake/json-lines.ts';

/**
 * A customer out of a row of the table.
 * @throws Failure InvalidFeatures, naming the customer (or the line, without an id), the column and the value
 */
export function parseCustomer({ value, where }: Row): Customer {
  const row = isObject(value) ? value : {};
  if (!Number.isSafeInteger(row.customer_id)) throw invalid(where, 'customer_id', 'an integer', row);
  const customerId = row.customer_id as number;
  const number = (column: string): number => {
    const cell = row[column];
    if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
    throw invalid(`customer_id ${customerId}`, column, 'a finite number', row);
  };
  return {
    customerId,
    capped: featureNames.map((name) => number(`${name}_capped`)),
    scaled: featureNames.map((name) => number(`${name}_scaled`)),
  };
}

function invalid(who: string, column: string, expected: string, row: Record<string, unknown>): Failure {
  const given = JSON.stringify(row[column]) ?? 'missing';
  return new Failure('InvalidFeatures', `${who}: ${column} must be ${expected}, but is ${given}.`);
}

/**
 * The customers in the one order in which they are computed with, by customer_id, so that no result depends on the
 * order of files or rows.
 * @param source where the rows came from, for the messages
 * @throws Failure EmptyTable without rows; InvalidFeatures for a repeated id
 */
export function orderCustomers(customers: readonly Customer[], source: string): Customer[] {
  const ordered = [...customers].sort((a, b) => a.customerId - b.customerId);
  if (ordered.length === 0)
    throw new Failure(
      'EmptyTable',
      `There are no customers under ${source}: bronze_campaign is empty, or no row of it has an income. Import a file first.`,
    );
  const repeated = ordered.find(({ customerId }, i) => customerId === ordered[i - 1]?.customerId);
  if (!repeated) return ordered;
  throw new Failure(
    'InvalidFeatures',
    `customer_id ${repeated.customerId} must be unique, but stands more than once under ${source}.`,
  );
}
