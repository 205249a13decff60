/** The ten baseline measurements, in the order of the columns of every feature row. */
export const featureNames = ['age', 'sex', 'bmi', 'bp', 's1', 's2', 's3', 's4', 's5', 's6'] as const;

export interface Patient {
  patientId: number;
  /** In the order of `featureNames`, in the table's own units. */
  features: number[];
  /** Score of the disease's progression one year later. */
  target: number;
  isTrain: boolean;
}
