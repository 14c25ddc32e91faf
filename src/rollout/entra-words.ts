/** The words of the Entra admin center for what Graph calls by a name of its own: they are looked for there. */
const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['compliantDevice', 'Require device to be marked as compliant'],
  ['domainJoinedDevice', 'Require Microsoft Entra hybrid joined device'],
  ['approvedApplication', 'Require approved client app'],
  ['compliantApplication', 'Require app protection policy'],
  ['passwordChange', 'Require password change'],
  ['riskRemediation', 'Require risk remediation'],
  ['termsOfUse', 'Terms of use'],
  ['customAuthenticationFactor', 'Custom control'],
]);

const PLATFORMS: ReadonlyMap<string, string> = new Map([
  ['android', 'Android'],
  ['iOS', 'iOS'],
  ['windows', 'Windows'],
  ['macOS', 'macOS'],
  ['linux', 'Linux'],
  ['other', '…'],
]);

/** Those that are left out most often; the names of others are for those who may read applications. */
const APPLICATIONS: ReadonlyMap<string, string> = new Map([
  ['Office365', 'Office 365'],
  ['MicrosoftAdminPortals', 'Microsoft Admin Portals'],
  ['00000002-0000-0ff1-ce00-000000000000', 'Office 365 Exchange Online'],
  ['00000003-0000-0ff1-ce00-000000000000', 'Office 365 SharePoint Online'],
  ['cc15fd57-2c6c-4117-a88c-83b1d56b4bbe', 'Microsoft Teams Services'],
  ['797f4846-ba00-4fd7-ba43-dac1f8f63013', 'Windows Azure Service Management API'],
  ['d4ebce55-015a-49b5-a083-c84d1797ae8c', 'Microsoft Intune Enrollment'],
  ['0000000a-0000-0000-c000-000000000000', 'Microsoft Intune'],
]);

/** What Entra's own campaign can ask for. */
const NUDGES: ReadonlyMap<string, string> = new Map([
  ['microsoftAuthenticator', 'Microsoft Authenticator'],
  ['fido2', 'Passkey (FIDO2)'],
]);

export const controlWord = (control: string): string => CONTROLS.get(control) ?? control;
export const platformWord = (platform: string): string => PLATFORMS.get(platform) ?? platform;
export const applicationWord = (id: string): string => APPLICATIONS.get(id) ?? id;
export const nudgeWord = (method: string): string => NUDGES.get(method) ?? method;
