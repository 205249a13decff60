/** Types of bronze columns as the catalog declares them. */
export type ColumnType = 'BIGINT' | 'INT' | 'DOUBLE' | 'BOOLEAN' | 'STRING' | 'ARRAY<INT>';

/** One column of a table that can be imported. */
export interface Column {
  name: string;
  type: ColumnType;
  /** Whether a row may hold null here. */
  nullable: boolean;
  /** Whether no two rows may hold the same value here. */
  unique?: boolean;
}

const features = ['age', 'sex', 'bmi', 'bp', 's1', 's2', 's3', 's4', 's5', 's6'];

/** The tables that can be imported, each with its columns in the catalog's order. */
export const tables: Record<string, Column[]> = {
  bronze_customers: [
    { name: 'customer_id', type: 'BIGINT', nullable: false, unique: true },
    { name: 'gender', type: 'STRING', nullable: true },
    { name: 'age', type: 'INT', nullable: true },
    { name: 'city', type: 'STRING', nullable: true },
    { name: 'product_ids', type: 'ARRAY<INT>', nullable: true },
  ],
  bronze_patients: [
    { name: 'patient_id', type: 'BIGINT', nullable: false, unique: true },
    ...features.map((name): Column => ({ name, type: 'DOUBLE', nullable: false })),
    { name: 'y_true', type: 'DOUBLE', nullable: false },
    { name: 'is_train', type: 'BOOLEAN', nullable: false },
  ],
};
