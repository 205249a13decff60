/** The endpoint: one port on which every local service speaks AWS's own protocol. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KeyHolder } from '../iam/index.ts';
import type { Service } from '../service.ts';
import { answerClientError } from './client-error.ts';
import { serve } from './serve.ts';

export interface EndpointOptions {
  services: Service[];
  /** Who is behind an access key id. */
  holderOf: (accessKeyId: string) => KeyHolder;
  /** 0 takes any free port. */
  port: number;
}

export interface Endpoint {
  /** e.g. `http://127.0.0.1:4566` */
  url: string;
  /** Closes the port and every connection, also those with a request under way. */
  stop(): Promise<void>;
}

/** Clients keep connections for reuse; one that we close first may fail a request that is just being sent. */
const keepAliveMs = 60_000;

/**
 * Listens on 127.0.0.1 only.
 * @throws Error when the port is taken
 */
export async function startEndpoint({ services, holderOf, port }: EndpointOptions): Promise<Endpoint> {
  const byName = new Map(services.map((service) => [service.name, service]));
  const server = createServer((request, response) => {
    serve(request, response, byName, holderOf).catch((error: unknown) => {
      console.error(`${request.method} ${request.url} could not be answered:`, error);
      response.destroy();
    });
  });
  server.on('clientError', answerClientError);
  server.keepAliveTimeout = keepAliveMs;
  await listen(server, port);
  const { port: actualPort } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${actualPort}`, stop: () => stop(server) };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(
        taken ? new Error(`Port ${port} on 127.0.0.1 is in use. Choose another port.`, { cause }) : cause,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
