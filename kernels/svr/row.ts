/** A row that a regression is fitted to, or judged by. */
export interface Row {
  /** As text, exactly as the table has it. */
  id: string;
  /** All numbers, in the order of the encoding's features, in the table's own units. */
  features: number[];
  target: number;
  isTrain: boolean;
}
