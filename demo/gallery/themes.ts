/** The way Teams paints Adaptive Cards, near enough to judge a card by: colours, sizes and spacing. */
export interface Theme {
  readonly page: string;
  readonly card: string;
  readonly line: string;
  readonly text: string;
  readonly button: string;
  readonly primary: string;
  readonly onPrimary: string;
  readonly hostConfig: object;
}

interface Inks {
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
}

interface Papers {
  readonly default: string;
  readonly emphasis: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
}

function hostConfig(inks: Inks, papers: Papers, line: string): object {
  const both = (colour: string) => ({ default: colour, subtle: colour });
  const foregroundColors = {
    default: { default: inks.text, subtle: inks.subtle },
    dark: { default: inks.text, subtle: inks.subtle },
    light: { default: inks.text, subtle: inks.subtle },
    accent: both(inks.accent),
    good: both(inks.good),
    warning: both(inks.warning),
    attention: both(inks.attention),
  };
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  return {
    supportsInteractivity: true,
    // Windows ships Segoe UI; the others are what a machine without it has that comes nearest.
    fontFamily:
      "'Segoe UI', 'Selawik', 'Open Sans', 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans CJK JP', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: line },
    containerStyles: {
      default: style(papers.default),
      emphasis: style(papers.emphasis),
      accent: style(papers.accent),
      good: style(papers.good),
      warning: style(papers.warning),
      attention: style(papers.attention),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    factSet: {
      title: { weight: 'bolder', wrap: true, maxWidth: 150 },
      value: { wrap: true },
      spacing: 12,
    },
    textBlock: { headingLevel: 2 },
  };
}

export const THEMES: Readonly<Record<'light' | 'dark' | 'contrast', Theme>> = {
  light: {
    page: '#f5f5f5',
    card: '#ffffff',
    line: '#e0e0e0',
    text: '#242424',
    button: '#ffffff',
    primary: '#5b5fc7',
    onPrimary: '#ffffff',
    hostConfig: hostConfig(
      {
        text: '#242424',
        subtle: '#616161',
        accent: '#4f52b2',
        good: '#0e700e',
        warning: '#8a3707',
        attention: '#b10e1c',
      },
      {
        default: '#ffffff',
        emphasis: '#f5f5f5',
        accent: '#e8ebfa',
        good: '#e7f2da',
        warning: '#fff4ce',
        attention: '#fde7e9',
      },
      '#e0e0e0',
    ),
  },
  dark: {
    page: '#1f1f1f',
    card: '#292929',
    line: '#424242',
    text: '#ffffff',
    button: '#292929',
    primary: '#7f85f5',
    onPrimary: '#000000',
    hostConfig: hostConfig(
      {
        text: '#ffffff',
        subtle: '#adadad',
        accent: '#aeb2f9',
        good: '#9fd89f',
        warning: '#fdcfb4',
        attention: '#f1bbbc',
      },
      {
        default: '#292929',
        emphasis: '#1f1f1f',
        accent: '#383966',
        good: '#1f3a1f',
        warning: '#4a3a12',
        attention: '#4a1d22',
      },
      '#424242',
    ),
  },
  contrast: {
    page: '#000000',
    card: '#000000',
    line: '#ffffff',
    text: '#ffffff',
    button: '#000000',
    primary: '#1aebff',
    onPrimary: '#000000',
    hostConfig: hostConfig(
      {
        text: '#ffffff',
        subtle: '#ffffff',
        accent: '#ffff01',
        good: '#3ff23f',
        warning: '#ffff01',
        attention: '#ffff01',
      },
      {
        default: '#000000',
        emphasis: '#000000',
        accent: '#000000',
        good: '#000000',
        warning: '#000000',
        attention: '#000000',
      },
      '#ffffff',
    ),
  },
};

export type ThemeName = keyof typeof THEMES;
