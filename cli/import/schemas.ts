import type { Column } from './column.ts';
import type { Format } from './formats/format.ts';
import { jsonLines } from './formats/json-lines.ts';
import { tabSeparated } from './formats/tab-separated.ts';

/** A table that can be imported. */
export interface Table {
  format: Format;
  /** In the catalog's order. */
  columns: Column[];
}

const features = ['age', 'sex', 'bmi', 'bp', 's1', 's2', 's3', 's4', 's5', 's6'];

const campaignTexts = `
  year_birth education marital_status income kidhome teenhome dt_customer recency mntwines mntfruits mntmeatproducts
  mntfishproducts mntsweetproducts mntgoldprods numdealspurchases numwebpurchases numcatalogpurchases
  numstorepurchases numwebvisitsmonth acceptedcmp3 acceptedcmp4 acceptedcmp5 acceptedcmp1 acceptedcmp2 complain
  z_costcontact z_revenue response`
  .trim()
  .split(/\s+/);

/** The tables that can be imported. */
export const tables: Record<string, Table> = {
  bronze_customers: {
    format: jsonLines,
    columns: [
      { name: 'customer_id', type: 'BIGINT', id: true },
      { name: 'gender', type: 'STRING', compared: true, emptyIsNull: true },
      { name: 'age', type: 'INT', range: [0, 130] },
      { name: 'city', type: 'STRING', compared: true, emptyIsNull: true },
      { name: 'product_ids', type: 'ARRAY<INT>' },
    ],
  },
  bronze_patients: {
    format: jsonLines,
    columns: [
      { name: 'patient_id', type: 'BIGINT', id: true },
      ...features.map((name): Column => ({ name, type: 'DOUBLE' })),
      { name: 'y_true', type: 'DOUBLE' },
      { name: 'is_train', type: 'BOOLEAN' },
    ],
  },
  bronze_ratings: {
    format: tabSeparated,
    columns: [
      { name: 'customer_id', type: 'STRING', compared: true },
      { name: 'product_id', type: 'STRING', compared: true, filled: true },
      { name: 'star_rating', type: 'INT', range: [1, 5] },
      { name: 'product_title', type: 'STRING' },
      { name: 'rating10', type: 'INT' },
      { name: 'rating_timestamp', type: 'BIGINT' },
    ],
  },
  // All text in the catalog. Here only the shape and the id are checked: the values are judged where they are read.
  bronze_campaign: {
    format: tabSeparated,
    columns: [
      { name: 'id', type: 'BIGINT', id: true },
      ...campaignTexts.map((name): Column => ({ name, type: 'STRING' })),
    ],
  },
};
