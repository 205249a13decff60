/** Types of bronze columns as the catalog declares them. */
export type ColumnType = 'BIGINT' | 'INT' | 'DOUBLE' | 'BOOLEAN' | 'STRING' | 'ARRAY<INT>';

/** One column of a table that can be imported. */
export interface Column {
  name: string;
  type: ColumnType;
  /** Whether it tells the rows apart: never null, never twice the same. Any other column may be null. */
  id?: boolean;
}

const features = ['age', 'sex', 'bmi', 'bp', 's1', 's2', 's3', 's4', 's5', 's6'];

/** The tables that can be imported, each with its columns in the catalog's order. */
export const tables: Record<string, Column[]> = {
  bronze_customers: [
    { name: 'customer_id', type: 'BIGINT', id: true },
    { name: 'gender', type: 'STRING' },
    { name: 'age', type: 'INT' },
    { name: 'city', type: 'STRING' },
    { name: 'product_ids', type: 'ARRAY<INT>' },
  ],
  bronze_patients: [
    { name: 'patient_id', type: 'BIGINT', id: true },
    ...features.map((name): Column => ({ name, type: 'DOUBLE' })),
    { name: 'y_true', type: 'DOUBLE' },
    { name: 'is_train', type: 'BOOLEAN' },
  ],
};
