/** S3's REST-XML: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html */
import { s3Error } from '../../s3/errors.ts';
import type { Protocol } from '../protocol.ts';
import { s3SignatureRules } from '../signature/rules.ts';
import { findRoute } from './find-route.ts';
import { readInput } from './read-input.ts';
import { sendError, sendOutput } from './send.ts';
import { subjectOf } from './subject.ts';

export const s3Protocol: Protocol = {
  signatures: s3SignatureRules,
  matches: () => true,
  async answer(exchange, call) {
    const s3 = exchange.services.get('s3');
    if (!s3) throw s3Error('NotImplemented', 'There is no S3 behind this endpoint.');
    const subject = subjectOf(exchange);
    const route = findRoute(exchange, subject);
    const input = await readInput(route, subject, exchange);
    const output = (await s3.call(route.operation, input, call)) as Record<string, unknown>;
    await sendOutput(exchange, route.answer, output);
  },
  fail: sendError,
};
