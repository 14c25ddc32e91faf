import type { Entity } from '../entity.ts';
import type { Office } from './places.ts';

/** From where and on what somebody signs in. Addresses and networks are those that documentation may use. */
export interface LogPlace {
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly ip: string;
  readonly network: number;
  readonly trusted: boolean;
}

export const officePlace = (office: Office): LogPlace => ({
  city: office.city,
  state: office.city,
  country: office.usageLocation,
  ip: office.ip,
  network: 64_500,
  trusted: true,
});

/** The same town from the sofa: another address, not trusted. */
export const homePlace = (office: Office): LogPlace => ({
  ...officePlace(office),
  ip: office.ip.replace(/\.\d+$/, '.177'),
  network: 64_501,
  trusted: false,
});

const away = (city: string, country: string, ip: string, network: number): LogPlace => ({
  city,
  state: city,
  country,
  ip,
  network,
  trusted: false,
});

export const BUCHAREST = away('Bucharest', 'RO', '192.0.2.201', 64_505);
export const LAGOS = away('Lagos', 'NG', '192.0.2.214', 64_506);
export const HOSTING = away('Amsterdam', 'NL', '192.0.2.230', 64_507);
export const SHENZHEN = away('Shenzhen', 'CN', '203.0.113.201', 64_508);
export const HELSINKI = away('Helsinki', 'FI', '203.0.113.219', 64_509);
export const HOTEL_LISBON = away('Lisbon', 'PT', '203.0.113.240', 64_510);

export interface LogDevice {
  readonly browser: string;
  readonly operatingSystem: string;
  readonly userAgent: string;
  /** Of a device that the directory knows. */
  readonly id?: string;
  readonly name?: string;
  readonly compliant?: boolean;
  readonly managed?: boolean;
  readonly trustType?: string;
}

export const OWN_LAPTOP: LogDevice = {
  browser: 'Edge 140.0.0',
  operatingSystem: 'Windows11',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
  name: 'HB-LAPTOP',
  compliant: true,
  managed: true,
  trustType: 'Azure AD joined',
};

export const PRIVATE_MAC: LogDevice = {
  browser: 'Safari 18.3',
  operatingSystem: 'MacOs',
  userAgent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.3 Safari/605.1.15',
};

export const UNKNOWN_LINUX: LogDevice = {
  browser: 'Chrome 128.0.0',
  operatingSystem: 'Linux',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/128.0.0.0 Safari/537.36',
};

export const NO_BROWSER: LogDevice = { browser: '', operatingSystem: '', userAgent: '' };

export const locationOf = (place: LogPlace): Entity => ({
  city: place.city,
  state: place.state,
  countryOrRegion: place.country,
  geoCoordinates: { altitude: null, latitude: null, longitude: null },
});

export const deviceOf = (device: LogDevice, deviceId: string): Entity => ({
  deviceId: device.name === undefined ? '' : (device.id ?? deviceId),
  displayName: device.name ?? '',
  operatingSystem: device.operatingSystem,
  browser: device.browser,
  isCompliant: device.compliant ?? false,
  isManaged: device.managed ?? false,
  trustType: device.trustType ?? '',
});
