import {
  type Activity,
  CallerIdConstants,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  StatusCodes,
} from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConstants,
  AuthenticationError,
  BotFrameworkAuthentication,
  ClaimsIdentity,
  type ConnectorFactory,
  type ServiceClientCredentialsFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { type Clock, systemClock } from '../clock.ts';
import type { Limiter } from '../delivery/limiter.ts';
import { type ChannelTokenCheck, createChannelTokenCheck, refuse } from './channel-token.ts';
import { type Connector, createConnector } from './connector.ts';
import { SharedCredentials, within } from './credentials.ts';
import { createSigningKeys } from './signing-keys.ts';

export interface AuthenticationOptions {
  /** Null takes activities without any proof of who sends them: only together with `localOnly`. */
  readonly bot: {
    readonly appId: string;
    readonly type: 'SingleTenant' | 'UserAssignedMSI';
    readonly tenantId: string;
  } | null;
  readonly password: string | null;
  readonly localOnly: boolean;
  /** Where the Bot Framework publishes its keys; tests have their own. */
  readonly metadataUrl?: string;
  readonly clock?: Clock;
  readonly connectorTimeoutMs?: number;
  readonly limiter?: Limiter;
}

const VALIDATION_MS = 10_000;

export function createAuthentication(options: AuthenticationOptions): Authentication {
  const { bot, password, localOnly, clock = systemClock } = options;
  // Without an app id botbuilder takes every activity from everybody, without a word.
  if (bot === null && !localOnly) {
    throw new Error('Without the bot’s app id nothing can be authenticated: only LOCAL_ONLY may do so.');
  }
  const metadataUrl = options.metadataUrl ?? AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl;
  const issuer = AuthenticationConstants.ToBotFromChannelTokenIssuer;
  const credentials = new SharedCredentials(credentialsOf(bot, password));
  const sdk = createSdkAuthentication(credentials, issuer, metadataUrl);
  const identity = new ClaimsIdentity(
    bot ? [{ type: AuthenticationConstants.AudienceClaim, value: bot.appId }] : [],
    true,
  );
  const factory = sdk.createConnectorFactory(identity);
  const connector = createConnector({
    create: (serviceUrl) => factory.create(serviceUrl),
    ...(options.connectorTimeoutMs === undefined ? {} : { timeoutMs: options.connectorTimeoutMs }),
    ...(options.limiter === undefined ? {} : { limiter: options.limiter }),
  });
  const token = bot
    ? createChannelTokenCheck({
        issuer,
        audience: bot.appId,
        keys: createSigningKeys(metadataUrl, clock),
        clock,
      })
    : null;
  const botToken = async ({ fresh }: { readonly fresh: boolean }) => {
    if (bot === null) return null;
    const { ToChannelFromBotOAuthScope, ToChannelFromBotLoginUrl } = AuthenticationConstants;
    // The very ones that the SDK's clients use, so that there is one token for everything that is sent.
    return credentials.botToken(bot.appId, ToChannelFromBotOAuthScope, ToChannelFromBotLoginUrl, fresh);
  };
  return new Authentication({ sdk, token, connector, identity, botToken });
}

/**
 * Who may speak to the bot, and how the bot speaks to Teams. Every refusal is an AuthenticationError with 401 or
 * 403, whatever went wrong inside: its message is for the log, never for the caller.
 */
export class Authentication extends BotFrameworkAuthentication {
  readonly connector: Connector;
  /** What the bot proves itself with to Teams; null where nothing is proved (LOCAL_ONLY). */
  readonly botToken: (options: { readonly fresh: boolean }) => Promise<string | null>;
  readonly #sdk: BotFrameworkAuthentication;
  readonly #token: ChannelTokenCheck | null;
  readonly #identity: ClaimsIdentity;
  #userTokens: Promise<UserTokenClient> | undefined;

  constructor(parts: {
    readonly sdk: BotFrameworkAuthentication;
    readonly token: ChannelTokenCheck | null;
    readonly connector: Connector;
    readonly identity: ClaimsIdentity;
    readonly botToken: Authentication['botToken'];
  }) {
    super();
    this.#sdk = parts.sdk;
    this.#identity = parts.identity;
    this.#token = parts.token;
    this.connector = parts.connector;
    this.botToken = parts.botToken;
  }

  /** What can be told before the activity has been looked at. */
  async checkToken(authorization: string): Promise<void> {
    await asRefusal(async () => this.#token?.check(authorization));
  }

  override authenticateRequest(
    activity: Activity,
    authorization: string,
  ): Promise<AuthenticateRequestResult> {
    return asRefusal(async () => {
      const claims = await this.#token?.check(authorization);
      if (claims && claims.serviceurl !== activity.serviceUrl) refuse('another service address');
      // The vendor's own check has the last word, within a bound: it fetches the keys without one.
      const checked = this.#sdk.authenticateRequest(activity, authorization);
      const result = await within(VALIDATION_MS, checked, 'The token was not checked in time.');
      return { ...result, connectorFactory: this.connector.factory };
    });
  }

  override async authenticateStreamingRequest(): Promise<never> {
    return refuse('streaming is not taken');
  }

  override async authenticateChannelRequest(): Promise<never> {
    return refuse('skills are not taken');
  }

  override createConnectorFactory(): ConnectorFactory {
    return this.connector.factory;
  }

  /** Botbuilder asks in every turn; the client holds nothing of a turn. */
  override createUserTokenClient(): Promise<UserTokenClient> {
    this.#userTokens ??= this.#sdk.createUserTokenClient(this.#identity);
    return this.#userTokens;
  }

  override getOriginatingAudience(): string {
    return this.#sdk.getOriginatingAudience();
  }
}

async function asRefusal<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AuthenticationError && [401, 403].includes(error.statusCode)) throw error;
    // 401 also where the keys cannot be fetched: a caller learns nothing of what we can reach.
    const message = error instanceof Error ? error.message : String(error);
    throw Object.assign(new AuthenticationError(`Unauthorized: ${message}`, StatusCodes.UNAUTHORIZED), {
      cause: error,
    });
  }
}

function credentialsOf(
  bot: AuthenticationOptions['bot'],
  password: string | null,
): ServiceClientCredentialsFactory {
  if (bot === null) return new ConfigurationServiceClientCredentialFactory({});
  return new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: bot.appId,
    MicrosoftAppType: bot.type,
    MicrosoftAppTenantId: bot.tenantId,
    ...(bot.type === 'SingleTenant' && password ? { MicrosoftAppPassword: password } : {}),
  });
}

function createSdkAuthentication(
  credentials: ServiceClientCredentialsFactory,
  issuer: string,
  metadataUrl: string,
): BotFrameworkAuthentication {
  return new ConfigurationBotFrameworkAuthentication(
    // Setting one of these switches every default off, so all are set.
    {
      ToChannelFromBotLoginUrl: AuthenticationConstants.ToChannelFromBotLoginUrl,
      ToChannelFromBotOAuthScope: AuthenticationConstants.ToChannelFromBotOAuthScope,
      ToBotFromChannelTokenIssuer: issuer,
      OAuthUrl: AuthenticationConstants.OAuthUrl,
      ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
      // Emulator tokens are signed by every Entra tenant; the channel's keys cannot have signed one.
      ToBotFromEmulatorOpenIdMetadataUrl: metadataUrl,
      CallerId: CallerIdConstants.PublicAzureChannel,
    },
    credentials,
  );
}
