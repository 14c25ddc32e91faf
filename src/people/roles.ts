export const ROLES = ['user', 'helpdesk', 'admin', 'security'] as const;
export type Role = (typeof ROLES)[number];
