const CENTER = 'https://entra.microsoft.com/#view';

/** Pages of the Entra admin center on which a finding is mended. */
export const BLADES = {
  users: `${CENTER}/Microsoft_AAD_UsersAndTenants/UserManagementMenuBlade/~/AllUsers`,
  roles: `${CENTER}/Microsoft_AAD_IAM/RolesManagementMenuBlade/~/AllRoles`,
  policies: `${CENTER}/Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies`,
  securityDefaults: `${CENTER}/Microsoft_AAD_IAM/TenantProperties.ReactView`,
  registrationCampaign: `${CENTER}/Microsoft_AAD_IAM/AuthenticationMethodsMenuBlade/~/RegistrationCampaign`,
  registrationDetails: `${CENTER}/Microsoft_AAD_IAM/AuthenticationMethodsMenuBlade/~/UserRegistrationDetails`,
  appRegistrations: `${CENTER}/Microsoft_AAD_RegisteredApps/ApplicationsListBlade`,
  licences: `${CENTER}/Microsoft_AAD_IAM/LicensesMenuBlade/~/Products`,
  signInLog: `${CENTER}/Microsoft_AAD_IAM/SignInEventsV3Blade`,
} as const;

/** One account's methods. */
export function methodsBlade(personId: string): string {
  return `${CENTER}/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/UserAuthMethods/userId/${personId}`;
}

/** One policy. */
export function policyBlade(policyId: string): string {
  return `${CENTER}/Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${policyId}`;
}
