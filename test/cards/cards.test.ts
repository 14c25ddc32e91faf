import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type {
  ChartColor,
  IHorizontalBarChart,
  ILineChart,
  IStackedHorizontalBarChart,
} from '@microsoft/teams.cards';
import { TIME_ZONE } from '../../demo/gallery/samples/people.ts';
import { CARD_NAMES, SAMPLES } from '../../demo/gallery/samples.ts';
import { CARD_CHARACTERS_AT_MOST, type Rendered, render } from '../../src/cards/render.ts';
import { TEMPLATES } from '../../src/cards/templates.ts';
import { LANGUAGES, textsFor } from '../../src/cards/texts.ts';
import { type Part, partsOf, partsOfType } from './parts.ts';

// The package's module build does not run in Node; its bundle does, and has the same types.
const parser = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof import('adaptivecards');

/** Elements that Teams draws and the open standard does not know. */
const OF_TEAMS_ALONE = /^Unknown element type "Chart\./;
/** The parser tests `lang` with a regular expression that remembers where it stopped: every second card fails. */
const PARSERS_OWN_FAULT = /for property "lang"/;
/** It counts what is behind "…", too; a test below counts what is seen. */
const TOO_MANY_ACTIONS = 'Maximum number of actions exceeded (5).';

const CHARTS = ['Chart.HorizontalBar.Stacked', 'Chart.HorizontalBar', 'Chart.Line'];

const BONES = [
  'eyebrow',
  'title',
  'sign-in-name',
  'answer',
  'figures',
  'chart-sentence',
  'chart',
  'table',
  'orders',
  'facts',
  'evidence',
  'missing',
  'detail-toggle',
  'detail',
  'next',
  'genuine',
  'actions',
  'detail-preview',
  'detail-cancel',
  'footer',
];

interface Drawn extends Rendered {
  readonly is: string;
}

const DRAWN: readonly Drawn[] = LANGUAGES.flatMap((language) => {
  const texts = textsFor(language, TIME_ZONE);
  return CARD_NAMES.flatMap((name) =>
    Object.entries(SAMPLES[name]).map(([state, view]) => ({
      is: `${name}, ${state}, ${language}`,
      ...render(name, view(texts)),
    })),
  );
});

function eachCard(check: (drawn: Drawn) => void): void {
  assert.ok(DRAWN.length > 300, 'few cards were drawn');
  for (const drawn of DRAWN) {
    try {
      check(drawn);
    } catch (error) {
      throw new Error(`${drawn.is}: ${(error as Error).message}`, { cause: error });
    }
  }
}

describe('every card in every state and language', () => {
  it('has a template that is registered, and samples', () => {
    const files = readdirSync(new URL('../../cards/', import.meta.url));
    const templates = files.filter((file) => /^[a-z-]+\.json$/.test(file)).map((file) => file.slice(0, -5));
    assert.deepEqual(templates.sort(), Object.keys(TEMPLATES).sort());
    assert.deepEqual([...CARD_NAMES], templates.sort());
  });

  it('holds nothing that the official parser does not know, but for elements of Teams with a fallback', () => {
    eachCard(({ card }) => {
      const context = new parser.SerializationContext(parser.Versions.v1_5);
      const parsed = new parser.AdaptiveCard();
      parsed.parse(card, context);
      const said = Array.from(
        { length: context.eventCount },
        (_, index) => context.getEventAt(index).message,
      );
      const unknown = said.filter((line) => !OF_TEAMS_ALONE.test(line) && !PARSERS_OWN_FAULT.test(line));
      assert.deepEqual(unknown, []);
      const { validationEvents } = parsed.validateProperties();
      assert.deepEqual(
        validationEvents.filter(({ message }) => message !== TOO_MANY_ACTIONS),
        [],
      );
      for (const part of partsOf(card)) {
        if (String(part.type).startsWith('Chart.')) assert.equal((part.fallback as Part).type, 'ColumnSet');
      }
    });
  });

  it('leaves no placeholder and no hole in its text', () => {
    eachCard(({ card, summary }) => {
      const json = JSON.stringify([card, summary]);
      assert.doesNotMatch(json, /\$\{|undefined|\[object|NaN|Infinity|null/);
      for (const part of partsOfType(card, 'TextBlock')) assert.match(String(part.text), /\S/);
    });
  });

  it('says what it is about in one line of plain text', () => {
    eachCard(({ card, summary }) => {
      assert.match(summary, /^\S.*\S$/u);
      assert.ok(summary.length <= 250);
      assert.equal(card.speak, summary);
      assert.equal(card.fallbackText, summary);
    });
  });

  it('keeps within the size that Teams takes', () => {
    eachCard(({ card }) => assert.ok(JSON.stringify(card).length < CARD_CHARACTERS_AT_MOST * 0.6));
  });

  it('is short: a title of two lines, paragraphs of a few', () => {
    eachCard(({ card }) => {
      for (const part of partsOfType(card, 'TextBlock')) {
        const text = String(part.text);
        assert.ok(text.length <= (part.id === 'title' ? 90 : 330), `${text.length} characters: ${text}`);
      }
    });
  });

  it('has the bones of the family in their order, each once', () => {
    eachCard(({ card }) => {
      const ids = (card.body as readonly Part[]).map((part) => part.id).filter((id) => id !== undefined);
      assert.deepEqual(new Set(ids).size, ids.length);
      assert.deepEqual(
        ids.filter((id) => id !== 'genuine'),
        BONES.filter((bone) => bone !== 'genuine' && ids.includes(bone)),
      );
    });
  });

  it('wraps all text that could be long', () => {
    eachCard(({ card }) => {
      for (const part of partsOfType(card, 'TextBlock')) {
        assert.ok(part.wrap === true || String(part.text).length === 1, String(part.text));
      }
    });
  });

  it('has a title that screen readers find, except where it is a single line', () => {
    eachCard(({ card, is }) => {
      const headings = partsOfType(card, 'TextBlock').filter((part) => part.style === 'heading');
      assert.equal(headings.length, is.startsWith('notice') ? 0 : 1);
    });
  });

  it('gives every image a text alternative', () => {
    eachCard(({ card }) => {
      for (const part of partsOfType(card, 'Image')) assert.match(String(part.altText), /\S/);
      for (const part of partsOfType(card, ...CHARTS)) assert.match(String(part.title), /\S/);
    });
  });

  it('colours at most one container of the page', () => {
    eachCard(({ card }) => {
      const coloured = partsOfType(card, 'Container').filter((part) => part.style !== undefined);
      assert.ok(coloured.length <= 1);
    });
  });

  it('has one primary action at most, and four more', () => {
    eachCard(({ card }) => {
      for (const set of partsOfType(card, 'ActionSet')) {
        // The rest is behind "…".
        const actions = (set.actions as readonly Part[]).filter(({ mode }) => mode !== 'secondary');
        assert.ok(actions.length >= 1 && actions.length <= 5);
        assert.ok(actions.filter((action) => action.style === 'positive').length <= 1);
      }
    });
  });

  it('gives every button that executes a fallback that submits the same', () => {
    eachCard(({ card }) => {
      for (const action of partsOfType(card, 'Action.Execute')) {
        const data = action.data as Part;
        const fallback = action.fallback as Part;
        assert.equal(fallback.type, 'Action.Submit');
        assert.equal(fallback.title, action.title);
        assert.equal(data.verb, action.verb);
        assert.deepEqual(fallback.data, data);
      }
    });
  });

  it('sends ids and a version with a button, and nothing else', () => {
    eachCard(({ card }) => {
      for (const action of partsOfType(card, 'Action.Execute', 'Action.Submit')) {
        const { verb, v, seen = 0, page = 1, ...ids } = action.data as Part;
        assert.match(String(verb), /^[a-z]+(\.[a-z-]+)+$/);
        assert.equal(v, 1);
        // Which state of a campaign the card shows, and where in a list it is.
        assert.ok(Number.isInteger(seen) && Number.isInteger(page));
        for (const id of Object.values(ids)) assert.match(String(id), /^[0-9a-f-]{36}$/);
      }
    });
  });

  it('mirrors for those who read from right to left', () => {
    eachCard(({ card, is }) => assert.equal(card.rtl, is.endsWith(', ar')));
  });

  it('lets no name act as markdown', () => {
    eachCard(({ card }) => {
      for (const part of partsOfType(card, 'TextBlock')) {
        assert.doesNotMatch(String(part.text), /\]\(|\*\*|`|(^|\s)_\S|<[a-z/]|^(#|-|\d+\.) /i);
      }
    });
  });

  it('names only chart properties and colours that Teams has', () => {
    const properties = new Set<string>([
      'type',
      'id',
      'spacing',
      'title',
      'showLegend',
      'data',
      'fallback',
      'color',
    ] satisfies (keyof IStackedHorizontalBarChart | keyof ILineChart | keyof IHorizontalBarChart)[]);
    const colours = new Set<unknown>([
      'attention',
      'warning',
      'categoricalLavender',
      'good',
    ] satisfies ChartColor[]);
    eachCard(({ card }) => {
      for (const chart of partsOfType(card, ...CHARTS)) {
        assert.deepEqual(
          Object.keys(chart).filter((key) => !properties.has(key)),
          [],
        );
        for (const part of partsOf(chart.data)) {
          if ('color' in part) assert.ok(colours.has(part.color), String(part.color));
        }
      }
    });
  });
});
