/** A refusal in Graph's own words. The tenant turns it into the error envelope. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'GraphError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const badRequest = (message: string, code = 'BadRequest') => new GraphError(400, code, message);

export const segmentNotFound = (segment: string) =>
  badRequest(`Resource not found for the segment '${segment}'.`);

/** The directory's words for an object that is not there. */
export const resourceNotFound = (id: string) =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** Everybody else's. */
export const itemNotFound = (what: string) =>
  new GraphError(404, 'ResourceNotFound', `${what} was not found.`);
