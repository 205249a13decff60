import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Handler, Invoke } from './handler.ts';
import { isPromise, knowsCallbacks } from './handler.ts';
import { RuntimeError } from './runtime-errors.ts';

const mark = Symbol.for('aws.lambda.runtime.handler.streaming');
const delimiterBytes = 8;

type Write = (chunk: string | Uint8Array) => void;

/** Defines the global that the managed runtimes have for functions that stream their response. */
export function defineAwslambda(): void {
  if (['1', 'true'].includes(process.env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA ?? '')) return;
  const awslambda = {
    streamifyResponse: (handler: Handler) => Object.assign(handler, { [mark]: 'response' }),
    HttpResponseStream: { from: withPrelude },
  };
  Object.assign(globalThis, { awslambda });
}

/** Whether the handler was given to `awslambda.streamifyResponse`. */
export function isStreaming(handler: Handler): boolean {
  const kind = (handler as { [mark]?: unknown })[mark];
  if (!kind) return false;
  if (kind === 'response') return true;
  throw new RuntimeError('MalformedStreamingHandler', 'Only response streaming is supported.');
}

/**
 * A handler that writes its response to a stream. Invoke answers all that was written, once the stream has ended.
 * https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
export function streamingHandler(handler: Handler): Invoke {
  return async (event, context) => {
    const stream = new ResponseStream();
    const ended = finished(stream);
    // Awaited only once the handler has ended.
    ended.catch(() => undefined);
    const result = handler(event, stream, context);
    if (!isPromise(result)) throw notAsync();
    try {
      if ((await result) !== undefined) console.warn('Streaming handlers ignore return values.');
    } catch (error) {
      if (!stream.writableEnded) throw error;
      console.error('The response had ended when this was thrown:', error);
    }
    await ended;
    return Buffer.concat(stream.chunks);
  };
}

function notAsync(): unknown {
  const message = 'Streaming does not support non-async handlers.';
  return knowsCallbacks() ? message : new Error(message);
}

class ResponseStream extends Writable {
  readonly chunks: Uint8Array[] = [];
  /** Set by HttpResponseStream. */
  _onBeforeFirstWrite?: (write: Write) => void;
  private written = false;

  setContentType(_type: string): void {
    if (this.written)
      throw new RuntimeError('InvalidStreamingOperation', 'Cannot set content-type, too late.');
  }

  override write(chunk: unknown, ...rest: unknown[]): boolean {
    const write = (piece: unknown, ...more: unknown[]) => super.write(piece, ...(more as [BufferEncoding]));
    if (!this.written) this._onBeforeFirstWrite?.((piece) => void write(piece));
    this.written = true;
    const isText = typeof chunk === 'string' || chunk instanceof Uint8Array;
    return write(isText ? chunk : JSON.stringify(chunk), ...rest);
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }
}

/** Writes status and headers of an HTTP response before its body, as a function URL reads them. */
function withPrelude(stream: ResponseStream, prelude: unknown): ResponseStream {
  stream.setContentType('application/vnd.awslambda.http-integration-response');
  stream._onBeforeFirstWrite = (write) => {
    write(JSON.stringify(prelude));
    write(new Uint8Array(delimiterBytes));
  };
  return stream;
}
