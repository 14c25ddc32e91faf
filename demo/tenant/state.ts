import { audit } from './company/audit.ts';
import { registrationDetails } from './company/registration.ts';
import { stableId } from './company/stable.ts';
import type { EndlessReport, Entity, Rows } from './entity.ts';
import { idOf } from './entity.ts';
import { Lag } from './lag.ts';

/** One account with all that hangs on it. `user` is what /users serves; the rest has endpoints of its own. */
export interface Account {
  readonly id: string;
  user: Entity;
  methods: Entity[];
  readonly kind: AccountKind;
  perUserMfaState: 'disabled' | 'enabled' | 'enforced';
  preferredMethod?: string;
  systemPreferredMethod?: string;
}

/** People too many to hold, in the directory's order. Who is asked for becomes an account. */
export interface Crowd extends Rows {
  find(id: string): Entity | undefined;
  account(idOrName: string): Account | undefined;
}

export type AccountKind = 'staff' | 'guest' | 'break-glass' | 'service' | 'shared-mailbox' | 'room';

export interface Group {
  readonly id: string;
  readonly entity: Entity;
  /** Object ids of people and of groups. */
  readonly members: Set<string>;
}

/** A person whom the demo, a test or the README calls by name. */
export interface NamedPerson {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
}

export interface CompanyUser extends NamedPerson {
  readonly kind: AccountKind;
  readonly accountEnabled: boolean;
  readonly userType: 'Member' | 'Guest';
}

export interface CompanyContent {
  readonly tenantId: string;
  readonly organisation: Entity;
  readonly skus: readonly Entity[];
  readonly accounts: readonly Account[];
  readonly groupList: readonly Group[];
  readonly named: Readonly<Record<string, NamedPerson>>;
  readonly groups: Readonly<Record<string, { readonly id: string; readonly displayName: string }>>;
  readonly roleDefinitions: readonly Entity[];
  readonly roleAssignments: readonly Entity[];
  readonly policies: readonly Entity[];
  readonly namedLocations: readonly Entity[];
  readonly securityDefaults: Entity;
  readonly methodsPolicy: Entity;
  readonly strengths: readonly Entity[];
  readonly healthOverviews: readonly Entity[];
  readonly healthIssues: readonly Entity[];
  readonly teamsApps: readonly Entity[];
}

/** The state of a tenant, and the few things that happen in one. Plain data otherwise: tests may push rows. */
export class CompanyState<People extends string = string, Groups extends string = string> {
  readonly tenantId: string;
  readonly accounts = new Map<string, Account>();
  readonly groupList = new Map<string, Group>();
  readonly named: Readonly<Record<People, NamedPerson>>;
  readonly groups: Readonly<Record<Groups, { readonly id: string; readonly displayName: string }>>;
  organisation: Entity;
  skus: Entity[];
  roleDefinitions: Entity[];
  roleAssignments: Entity[];
  policies: Entity[];
  namedLocations: Entity[];
  securityDefaults: Entity;
  methodsPolicy: Entity;
  strengths: Entity[];
  healthOverviews: Entity[];
  healthIssues: Entity[];
  teamsApps: Entity[];
  /** Newest first, as the log is read. */
  signIns: Entity[] = [];
  audits: Entity[] = [];
  riskyUsers: Entity[] = [];
  riskDetections: Entity[] = [];
  riskHistory: Entity[] = [];
  /** The registration report as of its last refresh. */
  report: Entity[] = [];
  /** How long Graph takes to show what somebody registers. */
  readonly lag = new Lag<Account>();
  endlessReport: EndlessReport | undefined;
  /** Listed in the place of the accounts. */
  crowd: Crowd | undefined;
  /** Who stands for which cause of the triage catalogue: the person of the story first. */
  readonly troubles = new Map<string, readonly NamedPerson[]>();
  readonly #installed = new Map<string, Entity[]>();
  readonly #now: () => Date;

  constructor(
    content: CompanyContent & {
      readonly named: Readonly<Record<People, NamedPerson>>;
      readonly groups: Readonly<Record<Groups, { readonly id: string; readonly displayName: string }>>;
    },
    now: () => Date,
  ) {
    this.#now = now;
    this.tenantId = content.tenantId;
    this.named = content.named;
    this.groups = content.groups;
    this.organisation = content.organisation;
    this.skus = [...content.skus];
    this.roleDefinitions = [...content.roleDefinitions];
    this.roleAssignments = [...content.roleAssignments];
    this.policies = [...content.policies];
    this.namedLocations = [...content.namedLocations];
    this.securityDefaults = content.securityDefaults;
    this.methodsPolicy = content.methodsPolicy;
    this.strengths = [...content.strengths];
    this.healthOverviews = [...content.healthOverviews];
    this.healthIssues = [...content.healthIssues];
    this.teamsApps = [...content.teamsApps];
    for (const account of content.accounts) this.accounts.set(account.id, account);
    for (const group of content.groupList) this.groupList.set(group.id, group);
    this.refreshReport();
  }

  /** By object id or user principal name, both without regard to case. */
  find(idOrName: string): Account | undefined {
    const wanted = idOrName.toLowerCase();
    const byId = this.accounts.get(wanted) ?? this.crowd?.account(wanted);
    if (byId !== undefined) return byId;
    return [...this.accounts.values()].find(
      ({ user }) => String(user.userPrincipalName).toLowerCase() === wanted,
    );
  }

  get name(): string {
    return String(this.organisation.displayName);
  }

  /** All accounts as most readers want them, in the directory's own order. */
  get users(): readonly CompanyUser[] {
    return [...this.accounts.values()].map(({ id, kind, user }) => ({
      id,
      kind,
      userPrincipalName: String(user.userPrincipalName),
      displayName: String(user.displayName),
      accountEnabled: user.accountEnabled === true,
      userType: user.userType === 'Guest' ? 'Guest' : 'Member',
    }));
  }

  /** What BREAK_GLASS_IDS is set to. */
  get breakGlassIds(): readonly string[] {
    return this.users.filter(({ kind }) => kind === 'break-glass').map(({ id }) => id);
  }

  account(idOrName: string): Account {
    const found = this.find(idOrName);
    if (found === undefined) throw new Error(`nobody is called '${idOrName}'`);
    return found;
  }

  /** A person, a group or a role holder, typed as the directory types it. */
  object(id: string): Entity | undefined {
    return this.accounts.get(id)?.user ?? this.groupList.get(id)?.entity;
  }

  addAccount(account: Account): void {
    this.accounts.set(account.id, account);
  }

  change(idOrName: string, changes: Entity): void {
    const account = this.account(idOrName);
    account.user = { ...account.user, ...changes };
  }

  /** A method that nobody has noted anywhere: the report does not know of it before it is refreshed. */
  registerMethod(idOrName: string, method: Entity): void {
    this.account(idOrName).methods.push(method);
  }

  /** What the registration page does: the log tells at once, the methods and the report after their `lag`. */
  register(idOrName: string, method: Entity, { hiddenMs }: { readonly hiddenMs?: number } = {}): void {
    const account = this.account(idOrName);
    const at = this.#now();
    account.methods.push(method);
    this.lag.note(account, method, at, hiddenMs);
    this.addAudit(
      audit(
        account,
        { ago: 0, activity: 'User registered security info', service: 'Authentication Methods' },
        at,
      ),
    );
  }

  /** The person's methods as Graph shows them by now. */
  methodsShown(account: Account): readonly Entity[] {
    const hidden = this.lag.hidden(account, this.#now());
    return account.methods.filter((method) => !hidden.has(method));
  }

  /** The report as Graph shows it by now: its last refresh, and what has come since and is old enough. */
  reportShown(): readonly Entity[] {
    const due = [...this.lag.due(this.#now())];
    const rows = new Map(due.map(this.#reporter(this.#now())).map((row) => [row.id, row]));
    if (rows.size > 0) this.report = this.report.map((row) => rows.get(row.id) ?? row);
    return this.report;
  }

  removeMethod(idOrName: string, methodId: string): void {
    const account = this.account(idOrName);
    account.methods = account.methods.filter((method) => idOf(method) !== methodId);
  }

  /** The nightly job behind the registration report. */
  refreshReport(at: Date = this.#now()): void {
    this.report = [...this.accounts.values()].map(this.#reporter(at));
  }

  #reporter(at: Date): (account: Account) => Entity {
    const admins = new Set(this.directoryRoles().flatMap((role) => this.roleMembers(idOf(role))));
    const { methodsPolicy } = this;
    return (account) => registrationDetails(account, { isAdmin: admins.has(account.id), methodsPolicy, at });
  }

  addSignIn(row: Entity): void {
    this.signIns.push(row);
    this.sortLogs();
  }

  addAudit(row: Entity): void {
    const [newest] = this.audits;
    this.audits.unshift(row);
    // Thousands register in a test, one after the other, and each is the newest.
    if (newest !== undefined && String(newest.activityDateTime) > String(row.activityDateTime))
      this.sortLogs();
  }

  /** After rows were pushed: the logs are read newest first. */
  sortLogs(): void {
    this.signIns = newestFirst(this.signIns, 'createdDateTime');
    this.audits = newestFirst(this.audits, 'activityDateTime');
  }

  /** Every group that holds the person or group, through any nesting. */
  groupsHolding(id: string): readonly Group[] {
    const held = new Map<string, Group>();
    const climb = (member: string) => {
      for (const group of this.groupList.values()) {
        if (!group.members.has(member) || held.has(group.id)) continue;
        held.set(group.id, group);
        climb(group.id);
      }
    };
    climb(id);
    return [...held.values()];
  }

  membersOf(groupId: string): readonly Entity[] {
    const ids = [...(this.groupList.get(groupId)?.members ?? [])];
    return ids.map((id) => this.object(id)).filter((one) => one !== undefined);
  }

  /** People and groups in a group, through any nesting, each once. */
  everyoneIn(groupId: string): readonly Entity[] {
    const found = new Map<string, Entity>();
    const descend = (id: string) => {
      for (const member of this.membersOf(id)) {
        if (found.has(idOf(member))) continue;
        found.set(idOf(member), member);
        descend(idOf(member));
      }
    };
    descend(groupId);
    return [...found.values()];
  }

  /** Roles somebody holds, as the older endpoint lists them. */
  directoryRoles(): readonly Entity[] {
    const used = new Set(this.roleAssignments.map((row) => row.roleDefinitionId));
    return this.roleDefinitions
      .filter((role) => used.has(role.id))
      .map((role) => ({
        '@odata.type': '#microsoft.graph.directoryRole',
        id: stableId('directory-role', idOf(role)),
        deletedDateTime: null,
        displayName: role.displayName,
        description: role.description,
        roleTemplateId: role.templateId,
      }));
  }

  /** People and groups that the role is assigned to. */
  rolePrincipals(directoryRoleId: string): readonly string[] {
    return this.roleAssignments
      .filter((row) => stableId('directory-role', String(row.roleDefinitionId)) === directoryRoleId)
      .map((row) => String(row.principalId));
  }

  /** The same with the groups resolved: people only. */
  roleMembers(directoryRoleId: string): readonly string[] {
    return this.rolePrincipals(directoryRoleId).flatMap((id) =>
      this.groupList.has(id) ? this.everyoneIn(id).map(idOf) : [id],
    );
  }

  installedApps(userId: string): readonly Entity[] {
    return this.#installed.get(userId) ?? [];
  }

  installApp(userId: string, appId: string): void {
    const teamsApp = this.teamsApps.find((app) => idOf(app) === appId);
    const installation = { id: Buffer.from(`${userId}##${appId}`).toString('base64'), teamsApp };
    this.#installed.set(userId, [...this.installedApps(userId), installation]);
  }
}

const newestFirst = (rows: Entity[], property: string) =>
  rows.sort((left, right) => (String(left[property]) < String(right[property]) ? 1 : -1));
