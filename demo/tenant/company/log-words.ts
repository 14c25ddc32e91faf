/** What Entra writes beside the codes. The reason is the same for everybody; it is never the cause. */
export const FAILURE_REASONS: Readonly<Record<number, string>> = {
  0: 'Other.',
  16003: 'The user has not been added to this tenant.',
  50014: 'The guest user is in a pending state because the guest account does not exist yet.',
  50053:
    "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
  50055: 'The password is expired.',
  50057: 'The user account is disabled.',
  50058: 'A silent sign-in request was sent but no user is signed in.',
  50072:
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access the resource.',
  50074: 'User did not pass the MFA challenge.',
  50076:
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
  50079:
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access the resource.',
  50088: 'Limit on telecom MFA calls reached. Please try again in a few minutes.',
  50097: 'Device authentication is required.',
  50105: 'The signed in user is not assigned to a role for the application.',
  50126: 'Invalid username or password or Invalid on-premise username or password.',
  50140: "This error occurred due to 'Keep me signed in' interrupt when the user was signing-in.",
  50144: "The user's Active Directory password has expired.",
  50158: 'External security challenge was not satisfied.',
  50161:
    'Claims sent by external provider are insufficient, or missing claims requested from the external provider.',
  50173: 'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
  53000: 'Device is not in required device state: compliant.',
  53001: 'Device is not in required device state: domain joined.',
  53003:
    'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  53004:
    'User needs to complete multi-factor authentication registration process before accessing this content.',
  53010:
    'User cannot configure multi-factor authentication methods because the organization requires this information to be set from specific locations or devices.',
  70043: 'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
  80002: 'Authentication Agent unable to validate the password in time.',
  80012: 'Users attempted to sign in outside of the allowed hours.',
  90025: 'Request processing has exceeded gateway allowance.',
  130004: 'User account does not have a Windows Hello for Business key configured.',
  130507: "The access pass couldn't be found or verified for the user.",
  130504: 'Your Temporary Access Pass has expired.',
  135011: 'Device used during the authentication is disabled.',
  500121: 'Authentication failed during strong authentication request.',
};

/** Entra says this of every failed second step, whatever happened. */
const BOILERPLATE =
  "The user didn't complete the MFA prompt. They may have timed out, opted not to authenticate, or encountered an issue with their MFA setup.";

export function additionalDetails(code: number, lastStep: string | null): string | null {
  if (code === 500121) return BOILERPLATE;
  if (code !== 0) return null;
  return lastStep;
}

export interface App {
  readonly name: string;
  readonly id: string;
  readonly resource: string;
}

export const OUTLOOK: App = {
  name: 'One Outlook Web',
  id: '9199bf20-a13f-4107-85dc-02114787ef48',
  resource: 'Office 365 Exchange Online',
};
export const TEAMS: App = {
  name: 'Microsoft Teams',
  id: '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  resource: 'Microsoft Teams Services',
};
export const OFFICE_HOME: App = {
  name: 'OfficeHome',
  id: '4765445b-32c6-49b0-83e6-1d93765276ca',
  resource: 'OfficeHome',
};
export const SECURITY_INFO: App = {
  name: 'My Signins',
  id: '19db86c3-b2b9-44cc-b339-36da233a3be2',
  resource: 'Microsoft Graph',
};
export const EXCHANGE: App = {
  name: 'Office 365 Exchange Online',
  id: '00000002-0000-0ff1-ce00-000000000000',
  resource: 'Office 365 Exchange Online',
};
export const WINDOWS: App = {
  name: 'Windows Sign In',
  id: '38aa3b87-a06d-4817-b275-7a316988d93b',
  resource: 'Windows Azure Active Directory',
};
export const PAYROLL: App = {
  name: 'Haldenbrook Payroll',
  id: '5d1c2f0a-7f0e-4c2d-9a55-0b6f3f3c8e11',
  resource: 'Haldenbrook Payroll',
};
export const VPN: App = {
  name: 'Azure Multi-Factor Auth Client',
  id: '981f26a1-7f43-403b-a875-f8b09b8cd720',
  resource: 'Azure Multi-Factor Auth Connector',
};
