/** Where Haldenbrook works. People are spread over these places by `people`. */
export interface Office {
  readonly city: string;
  readonly country: string;
  /** ISO 3166, two letters. */
  readonly usageLocation: string;
  readonly preferredLanguage: string;
  readonly phonePrefix: string;
  readonly people: number;
  readonly names: NameList;
  readonly ip: string;
}

/** Names as they are written and, where the script is another, as they are spelled in addresses. */
export interface NameList {
  readonly given: readonly string[];
  readonly family: readonly string[];
  /** Family name first, as in Japan. */
  readonly familyFirst?: boolean;
}

const GERMAN: NameList = {
  given:
    'Anna Lukas Katharina Jonas Miriam Sebastian Ulrike Florian Sabine Matthias Heike Tobias Nele Björn Svenja Henning Merle Jürgen Friederike Malte'.split(
      ' ',
    ),
  family:
    'Hansen Petersen Brandt Vogel Lindemann Köhler Schröder Jansen Möller Westphal Bergmann Thiessen Krüger Reimers Ahlers Böttcher Grabowski Sievers'.split(
      ' ',
    ),
};
const FRENCH: NameList = {
  given:
    'Camille Julien Élodie Mathieu Océane Baptiste Margaux Thibault Aurélie Romain Clémence Guillaume Inès Rémi Solène Loïc'.split(
      ' ',
    ),
  family:
    'Lefèvre Garnier Chevalier Fontaine Rousseau Girard Bonnet Dupuis Marchand Perrin Vasseur Delacroix Benoît Renaud'.split(
      ' ',
    ),
};
const SPANISH: NameList = {
  given: 'Lucía Javier Carmen Álvaro Marta Sergio Nuria Íñigo Pilar Rubén Inés Hugo Beatriz Joaquín'.split(
    ' ',
  ),
  family: 'Navarro Ibáñez Soler Peña Castellanos Muñoz Ortega Vidal Quiroga Zamora Belmonte Lledó'.split(' '),
};
const PORTUGUESE: NameList = {
  given: 'Inês Tiago Mariana Gonçalo Beatriz Rui Joana Duarte Catarina Nuno Leonor Vasco'.split(' '),
  family: 'Carvalho Figueiredo Magalhães Teixeira Nogueira Azevedo Brandão Simões Pacheco Guimarães'.split(
    ' ',
  ),
};
const BRAZILIAN: NameList = {
  given: 'Thaís Rafael Larissa Bruno Juliana Caio Fernanda Otávio Priscila João'.split(' '),
  family: 'Araújo Barbosa Cavalcanti Moreira Ribeiro Siqueira Tavares Vasconcelos Xavier'.split(' '),
};
/** Written | as in the address. */
const JAPANESE: NameList = {
  given: [
    '陽菜|haruna',
    '翔太|shota',
    '美咲|misaki',
    '大輔|daisuke',
    '由美|yumi',
    '健一|kenichi',
    '彩香|ayaka',
    '拓也|takuya',
    '直子|naoko',
    '亮|ryo',
  ],
  family: [
    '佐藤|sato',
    '鈴木|suzuki',
    '高橋|takahashi',
    '田中|tanaka',
    '渡辺|watanabe',
    '伊藤|ito',
    '中村|nakamura',
    '小林|kobayashi',
    '吉田|yoshida',
  ],
  familyFirst: true,
};
const ARABIC: NameList = {
  given: [
    'ليلى|layla',
    'خالد|khalid',
    'مريم|maryam',
    'يوسف|yousef',
    'نورة|noura',
    'عمر|omar',
    'هند|hind',
    'سلطان|sultan',
  ],
  family: [
    'الحارثي|alharthi',
    'المنصوري|almansoori',
    'القحطاني|alqahtani',
    'الشمري|alshammari',
    'النعيمي|alnuaimi',
    'الزهراني|alzahrani',
  ],
};
const AMERICAN: NameList = {
  given: 'Emily Marcus Hannah Tyrone Priya Kyle Samantha Diego Grace Ethan Naomi Caleb Jasmine Wyatt'.split(
    ' ',
  ),
  family:
    "Whitfield Nguyen Ramirez O'Brien Patel Holloway Castillo Becker Freeman Lindgren Okafor Sandoval Prescott".split(
      ' ',
    ),
};
const BRITISH: NameList = {
  given:
    'Oliver Imogen Callum Freya Rhys Harriet Alistair Zara Gareth Poppy Hamish Niamh Dominic Yasmin'.split(
      ' ',
    ),
  family:
    'Ashworth Pemberton MacLeod Davies Whitaker Osei Hargreaves Singh Fairfax Llewellyn Tremayne Begum Kershaw'.split(
      ' ',
    ),
};

export const OFFICES: readonly Office[] = [
  {
    city: 'Hamburg',
    country: 'Germany',
    usageLocation: 'DE',
    preferredLanguage: 'de-DE',
    phonePrefix: '+49 151',
    people: 38,
    names: GERMAN,
    ip: '198.51.100.14',
  },
  {
    city: 'Lyon',
    country: 'France',
    usageLocation: 'FR',
    preferredLanguage: 'fr-FR',
    phonePrefix: '+33 6',
    people: 22,
    names: FRENCH,
    ip: '198.51.100.33',
  },
  {
    city: 'Valencia',
    country: 'Spain',
    usageLocation: 'ES',
    preferredLanguage: 'es-ES',
    phonePrefix: '+34 612',
    people: 20,
    names: SPANISH,
    ip: '198.51.100.52',
  },
  {
    city: 'Porto',
    country: 'Portugal',
    usageLocation: 'PT',
    preferredLanguage: 'pt-PT',
    phonePrefix: '+351 912',
    people: 12,
    names: PORTUGUESE,
    ip: '198.51.100.71',
  },
  {
    city: 'Florianópolis',
    country: 'Brazil',
    usageLocation: 'BR',
    preferredLanguage: 'pt-BR',
    phonePrefix: '+55 48',
    people: 10,
    names: BRAZILIAN,
    ip: '203.0.113.9',
  },
  {
    city: 'Yokohama',
    country: 'Japan',
    usageLocation: 'JP',
    preferredLanguage: 'ja-JP',
    phonePrefix: '+81 90',
    people: 12,
    names: JAPANESE,
    ip: '203.0.113.28',
  },
  {
    city: 'Dubai',
    country: 'United Arab Emirates',
    usageLocation: 'AE',
    preferredLanguage: 'ar-AE',
    phonePrefix: '+971 50',
    people: 8,
    names: ARABIC,
    ip: '203.0.113.47',
  },
  {
    city: 'Jeddah',
    country: 'Saudi Arabia',
    usageLocation: 'SA',
    preferredLanguage: 'ar-SA',
    phonePrefix: '+966 55',
    people: 4,
    names: ARABIC,
    ip: '203.0.113.66',
  },
  {
    city: 'Portland',
    country: 'United States',
    usageLocation: 'US',
    preferredLanguage: 'en-US',
    phonePrefix: '+1 503',
    people: 17,
    names: AMERICAN,
    ip: '203.0.113.85',
  },
  {
    city: 'Bristol',
    country: 'United Kingdom',
    usageLocation: 'GB',
    preferredLanguage: 'en-GB',
    phonePrefix: '+44 7700',
    people: 17,
    names: BRITISH,
    ip: '192.0.2.18',
  },
];

export function officeIn(city: string): Office {
  const found = OFFICES.find((office) => office.city === city);
  if (found === undefined) throw new Error(`there is no office in ${city}`);
  return found;
}

/** What people do here, with how many of a hundred. */
export const DEPARTMENTS: readonly {
  readonly name: string;
  readonly titles: readonly string[];
  readonly share: number;
}[] = [
  { name: 'Retail', titles: ['Store Manager', 'Sales Associate', 'Visual Merchandiser'], share: 20 },
  { name: 'Logistics', titles: ['Warehouse Lead', 'Dispatch Planner', 'Customs Specialist'], share: 14 },
  { name: 'Product Design', titles: ['Product Designer', 'Materials Engineer', 'Pattern Maker'], share: 12 },
  { name: 'Manufacturing', titles: ['Production Planner', 'Quality Engineer', 'Workshop Lead'], share: 12 },
  { name: 'Customer Care', titles: ['Customer Care Agent', 'Care Team Lead'], share: 10 },
  { name: 'E-Commerce', titles: ['Web Producer', 'Performance Marketer', 'Software Developer'], share: 9 },
  { name: 'Finance', titles: ['Controller', 'Accountant', 'Payroll Specialist'], share: 8 },
  { name: 'Marketing', titles: ['Brand Manager', 'Content Editor', 'Photographer'], share: 7 },
  { name: 'People & Culture', titles: ['People Partner', 'Recruiter'], share: 4 },
  { name: 'Legal', titles: ['Legal Counsel', 'Compliance Officer'], share: 4 },
];
