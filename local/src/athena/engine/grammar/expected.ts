import {
  PrecedencePredicateTransition,
  PredicateTransition,
  RuleStartState,
  RuleStopState,
  RuleTransition,
  Token,
} from 'antlr4ng';
import type { ATNState, CommonTokenStream, Transition } from 'antlr4ng';
import { TrinoSqlParser } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

/** Rules that are told by a name, and not by the tokens that they can begin with. */
const namedRules = new Map([
  [TrinoSqlParser.RULE_expression, '<expression>'],
  [TrinoSqlParser.RULE_booleanExpression, '<expression>'],
  [TrinoSqlParser.RULE_valueExpression, '<expression>'],
  [TrinoSqlParser.RULE_primaryExpression, '<expression>'],
  [TrinoSqlParser.RULE_columnRef, '<expression>'],
  [TrinoSqlParser.RULE_predicate, '<predicate>'],
  [TrinoSqlParser.RULE_identifier, '<identifier>'],
  [TrinoSqlParser.RULE_string, '<string>'],
  [TrinoSqlParser.RULE_query, '<query>'],
  [TrinoSqlParser.RULE_type, '<type>'],
]);

/**
 * The token at which a text stops to be a query, and what could have stood there. Trino's parser says where the reading
 * that gets furthest breaks off: every way through the grammar is followed, all at once.
 */
export function expectedIn(parser: TrinoSqlParser): { token: Token; expected: string[] } {
  const walk = new Walk(parser);
  walk.throughQuery();
  return { token: walk.token(), expected: [...walk.expected].sort() };
}

/** A state of the grammar, the next token, and whether a name already stands for what is expected there. */
interface Place {
  state: ATNState;
  at: number;
  named: boolean;
}

class Walk {
  readonly expected = new Set<string>();
  private furthest = 0;
  private readonly tokens: Token[];
  private readonly ends = new Map<string, Set<number>>();
  private readonly parser: TrinoSqlParser;

  constructor(parser: TrinoSqlParser) {
    this.parser = parser;
    // Only the tokens that the parser has looked at: it has found the error among them.
    this.tokens = (parser.tokenStream as CommonTokenStream).getTokens();
  }

  token(): Token {
    return this.tokens[this.furthest]!;
  }

  throughQuery(): void {
    const state = this.parser.atn.ruleToStartState[TrinoSqlParser.RULE_query]!;
    for (const end of this.walk({ state, at: 0, named: false }, 0)) this.note(end, '<EOF>');
  }

  /** @returns the tokens before which the rule can have ended */
  private walk(start: Place, precedence: number): Set<number> {
    const key = `${start.state.stateNumber} ${start.at} ${start.named} ${precedence}`;
    const known = this.ends.get(key);
    if (known) return known;
    const ends = new Set<number>();
    this.ends.set(key, ends);
    const queue = [start];
    const seen = new Set<string>();
    for (const { state, at: before, named } of queue) {
      const at = this.visible(before);
      const here = `${state.stateNumber} ${at} ${named}`;
      if (seen.has(here)) continue;
      seen.add(here);
      if (state instanceof RuleStopState) {
        ends.add(at);
        continue;
      }
      const place = { state, at, named: this.enter(state, at, named) };
      for (const transition of state.transitions) queue.push(...this.step(place, transition, precedence));
    }
    return ends;
  }

  /** Notes the name of a rule that begins here. */
  private enter(state: ATNState, at: number, named: boolean): boolean {
    if (!(state instanceof RuleStartState)) return named;
    const name = namedRules.get(state.ruleIndex);
    if (name && !named) this.note(at, name);
    return named || name !== undefined || state.ruleIndex === TrinoSqlParser.RULE_nonReserved;
  }

  private step({ at, named }: Place, transition: Transition, precedence: number): Place[] {
    const { target } = transition;
    if (transition instanceof RuleTransition) {
      const ends = this.walk({ state: target, at, named }, transition.precedence);
      return [...ends].map((end) => ({ state: transition.followState, at: end, named: named && end === at }));
    }
    if (transition instanceof PrecedencePredicateTransition && precedence > transition.precedence) return [];
    if (transition instanceof PredicateTransition && !this.holds(transition)) return [];
    if (transition.isEpsilon) return [{ state: target, at, named }];
    const labels = transition.label!;
    const { type } = this.tokens[at]!;
    if (labels.contains(type) && at < this.tokens.length - 1)
      return [{ state: target, at: at + 1, named: false }];
    if (!named) for (const label of labels.toArray()) this.note(at, this.nameOf(label));
    return [];
  }

  private holds({ ruleIndex, predIndex }: PredicateTransition): boolean {
    return this.parser.sempred(null, ruleIndex, predIndex);
  }

  private nameOf(type: number): string {
    if (type === TrinoSqlParser.INTEGER_VALUE) return '<integer>';
    return type === Token.EOF ? '<EOF>' : (this.parser.vocabulary.getDisplayName(type) ?? '');
  }

  private note(at: number, label: string): void {
    if (at < this.furthest) return;
    if (at > this.furthest) this.expected.clear();
    this.furthest = at;
    this.expected.add(label);
  }

  /** The next token that is no white space and no comment. */
  private visible(at: number): number {
    let index = at;
    while (index < this.tokens.length - 1 && this.tokens[index]!.channel !== Token.DEFAULT_CHANNEL) index++;
    return index;
  }
}
