import type { Entity } from '../entity.ts';
import { BUSINESS_SKU, DOMAIN, ENTRA_P2_SKU, FIRST_DOMAIN, TENANT_ID } from './accounts.ts';
import { stableId } from './stable.ts';

/** The tenant's own papers: who it is, what it pays for, which apps it has. */
export const organisation: Entity = {
  id: TENANT_ID,
  deletedDateTime: null,
  assignedPlans: [],
  businessPhones: ['+49 40 5550100'],
  city: 'Hamburg',
  country: 'Germany',
  countryLetterCode: 'DE',
  createdDateTime: '2016-05-03T07:12:44Z',
  defaultUsageLocation: 'DE',
  displayName: 'Haldenbrook Outdoor',
  marketingNotificationEmails: [],
  onPremisesLastSyncDateTime: null,
  onPremisesSyncEnabled: true,
  partnerTenantType: null,
  postalCode: '20457',
  preferredLanguage: 'de',
  privacyProfile: null,
  provisionedPlans: [],
  securityComplianceNotificationMails: [],
  securityComplianceNotificationPhones: [],
  state: null,
  street: 'Am Sandtorkai 70',
  technicalNotificationMails: [`it@${DOMAIN}`],
  tenantType: 'AAD',
  verifiedDomains: [
    domain(DOMAIN, { isDefault: true, isInitial: false }),
    domain(FIRST_DOMAIN, { isDefault: false, isInitial: true }),
  ],
};

function domain(
  name: string,
  { isDefault, isInitial }: { readonly isDefault: boolean; readonly isInitial: boolean },
) {
  return { name, type: 'Managed', capabilities: 'Email, OfficeCommunicationsOnline', isDefault, isInitial };
}

export const skus: readonly Entity[] = [
  sku(BUSINESS_SKU, 'O365_BUSINESS_PREMIUM', [
    ['EXCHANGE_S_STANDARD', '9aaf7827-d63c-4b61-89c3-182f06f82e5c'],
  ]),
  sku(ENTRA_P2_SKU, 'AAD_PREMIUM_P2', [
    ['AAD_PREMIUM', '41781fb2-bc02-4b7c-bd55-b576c07bb09d'],
    ['AAD_PREMIUM_P2', 'eec0eb4f-6444-4f95-aba0-50c24d67f998'],
  ]),
];

function sku(skuId: string, skuPartNumber: string, plans: readonly (readonly [string, string])[]): Entity {
  return {
    id: `${TENANT_ID}_${skuId}`,
    accountId: TENANT_ID,
    accountName: 'haldenbrook',
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: 231,
    prepaidUnits: { enabled: 250, suspended: 0, warning: 0, lockedOut: 0 },
    skuId,
    skuPartNumber,
    subscriptionIds: [stableId('subscription', skuId)],
    servicePlans: plans.map(([servicePlanName, servicePlanId]) => ({
      servicePlanId,
      servicePlanName,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
  };
}

/** Muster in the organisation's catalogue. */
export const MUSTER_CATALOGUE_ID = stableId('teams-app', 'muster');

export const teamsApps: readonly Entity[] = [
  {
    id: MUSTER_CATALOGUE_ID,
    externalId: stableId('teams-app-manifest', 'muster'),
    displayName: 'Muster',
    distributionMethod: 'organization',
  },
  {
    id: stableId('teams-app', 'canteen'),
    externalId: stableId('teams-app-manifest', 'canteen'),
    displayName: 'Canteen',
    distributionMethod: 'organization',
  },
];

const SERVICES: readonly (readonly [string, string])[] = [
  ['Exchange', 'Exchange Online'],
  ['microsoftteams', 'Microsoft Teams'],
  ['SharePoint', 'SharePoint Online'],
  ['AzureActiveDirectory', 'Microsoft Entra'],
  ['Intune', 'Microsoft Intune'],
];

export const healthOverviews: readonly Entity[] = SERVICES.map(([id, service]) => ({
  id,
  service,
  status: 'serviceOperational',
}));
