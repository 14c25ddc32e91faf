import { AppCredentials, ServiceClientCredentialsFactory } from 'botframework-connector';

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

const TOKEN_MS = 10_000;

/**
 * One set of credentials for everything the bot sends, and one request for a token at a time. Left alone,
 * botbuilder makes new credentials for each turn, and fifty sends after a start ask for fifty tokens at once.
 */
export class SharedCredentials extends ServiceClientCredentialsFactory {
  readonly #inner: ServiceClientCredentialsFactory;
  readonly #made = new Map<string, Promise<Credentials>>();

  constructor(inner: ServiceClientCredentialsFactory) {
    super();
    this.#inner = inner;
  }

  override isValidAppId(appId: string): Promise<boolean> {
    return this.#inner.isValidAppId(appId);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return this.#inner.isAuthenticationDisabled();
  }

  override createCredentials(
    appId: string,
    audience: string,
    loginEndpoint: string,
    validateAuthority: boolean,
  ): Promise<Credentials> {
    const key = JSON.stringify([appId, audience, loginEndpoint]);
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = this.#inner
      .createCredentials(appId, audience, loginEndpoint, validateAuthority)
      .then(oneTokenAtATime);
    this.#made.set(key, made);
    made.catch(() => this.#made.delete(key));
    return made;
  }

  /** The token that these credentials put on what the SDK sends, for what is sent without it. */
  async botToken(
    appId: string,
    audience: string,
    loginEndpoint: string,
    fresh: boolean,
  ): Promise<string | null> {
    const credentials = await this.createCredentials(appId, audience, loginEndpoint, true);
    return credentials instanceof AppCredentials ? credentials.getToken(fresh) : null;
  }
}

function oneTokenAtATime(credentials: Credentials): Credentials {
  if (!(credentials instanceof AppCredentials)) return credentials;
  const ask = credentials.getToken.bind(credentials);
  let running: Promise<string> | undefined;
  credentials.getToken = (forceRefresh) => {
    running ??= within(TOKEN_MS, ask(forceRefresh), 'The bot got no token in time.').finally(() => {
      running = undefined;
    });
    return running;
  };
  return credentials;
}

/** The work goes on when the time is up, but nobody waits for it any more. */
export function within<Value>(milliseconds: number, work: Promise<Value>, message: string): Promise<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  const late = setTimeout(() => reject(new Error(message)), milliseconds);
  work.then(resolve, reject).finally(() => clearTimeout(late));
  return promise;
}
