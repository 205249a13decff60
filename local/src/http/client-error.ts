import type { Socket } from 'node:net';

/** Node's codes for what is no HTTP request, with the status and S3's code for it. */
const answers: Record<string, { status: string; code: string; message: string }> = {
  HPE_HEADER_OVERFLOW: {
    status: '400 Bad Request',
    code: 'RequestHeaderSectionTooLarge',
    message: 'The request header and query parameters exceed the maximum allowed size of 16384 bytes.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    code: 'RequestTimeout',
    message: 'The request did not arrive within the timeout period.',
  },
};
const malformed = {
  status: '400 Bad Request',
  code: 'BadRequest',
  message: 'The request is no well-formed HTTP.',
};

/**
 * Answers what cannot be read as a request, and ends the connection. Of which protocol it was meant to be cannot be
 * known: the answer has S3's shape. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, code, message } = answers[error.code ?? ''] ?? malformed;
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
