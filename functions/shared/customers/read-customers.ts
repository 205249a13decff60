import { orderCustomers, parseCustomer } from './parse-customer.ts';
import type { Customer } from '../../../kernels/segmentation/features.ts';
import { uri } from '../lake/client.ts';
import { readRows } from '../lake/json-lines.ts';
import { listKeys } from '../lake/read.ts';

/** The customers of silver_campaign_features whose files lie under a prefix, ordered by id. */
export async function readCustomers(prefix: string): Promise<Customer[]> {
  const customers: Customer[] = [];
  for await (const row of readRows(await listKeys(prefix), 'InvalidFeatures')) {
    customers.push(parseCustomer(row));
  }
  return orderCustomers(customers, uri(prefix));
}
