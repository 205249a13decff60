/** The names by which the machines and their readers know what went wrong in a function. */
export type FailureName =
  | 'DataChanged'
  | 'EmptyLeaderboard'
  | 'EmptyTable'
  | 'InvalidChampion'
  | 'InvalidCustomer'
  | 'InvalidEnvironment'
  | 'InvalidEvent'
  | 'InvalidFeatures'
  | 'InvalidLeaderboard'
  | 'InvalidPair'
  | 'InvalidPoints'
  | 'InvalidRow'
  | 'InvalidStatement'
  | 'InvalidTrial'
  | 'PromotionConflict'
  | 'TooFewDistinctRows'
  | 'TooManyColumns'
  | 'TooManyFolds'
  | 'TooManyPairs'
  | 'TooManyRows'
  | 'UnknownColumn'
  | 'UnknownTable'
  | 'WrongColumnType';

/** An error with a name of its own: Lambda reports `name` as the errorType that a Catch or Retry compares. */
export class Failure extends Error {
  constructor(name: FailureName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}
