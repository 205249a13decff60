/** The first row of the diabetes data as it lies in `bronze_patients`, without its id. */
export const firstPatient = {
  age: 59,
  sex: 2,
  bmi: 32.1,
  bp: 101,
  s1: 157,
  s2: 93.2,
  s3: 38,
  s4: 4,
  s5: 4.8598,
  s6: 87,
  y_true: 151,
  is_train: false,
};
