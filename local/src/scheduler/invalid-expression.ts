/** A ScheduleExpression that Scheduler would refuse; the message is a clause, without its subject. */
export class InvalidExpression extends Error {
  override readonly name = 'InvalidExpression';
}
