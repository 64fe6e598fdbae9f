import { requestName } from '../../insight/plainWords.ts';
import type { Fare } from '../../insight/scene/scene.ts';
import { cut } from './Poster.tsx';
import type { Colours } from './posterColours.ts';
import type { PosterRow, PosterTier, PosterToken } from './posterStreet.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const HEAD = 64;
const PAD = 10;
const TOKEN = 15;
/** Width of a letter as a share of its height, on average and generously. */
const LETTER = 0.6;

/** One tier of the picture: its name, and a box for each row. */
export function PosterTierCard(props: {
  tier: PosterTier;
  box: Box;
  selected: number | null;
  colours: Colours;
}) {
  const { tier, box, selected, colours } = props;
  const { x, y, width, height } = box;
  const isOpen = tier.kind === 'internet' || tier.kind === 'socket';
  const strip = isOpen ? colours.lineStrong : colours[tier.kind as 'app'];
  const letters = Math.floor((width - 2 * PAD) / (18 * LETTER));
  const rowHeight = Math.min(150, (height - HEAD - PAD) / Math.max(1, tier.rows.length)) - 8;
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect width={width} height={height} rx={10} fill={colours.surface} stroke={colours.line} />
      <rect width={width} height={5} rx={2.5} fill={strip} />
      <text x={PAD} y={32} fontSize={18} fontWeight={700}>
        {cut(tier.title, letters)}
      </text>
      <text x={PAD} y={53} fontSize={14} fill={colours.ink2}>
        {cut(tier.about, Math.floor((width - 2 * PAD) / (14 * LETTER)))}
      </text>
      {tier.rows.map((row, index) => (
        <g key={row.key} transform={`translate(${PAD} ${HEAD + index * (rowHeight + 8)})`}>
          <Row
            row={row}
            width={width - 2 * PAD}
            height={tier.kind === 'socket' ? height - HEAD - PAD : rowHeight}
            selected={selected}
            colours={colours}
          />
        </g>
      ))}
    </g>
  );
}

function Row(props: {
  row: PosterRow;
  width: number;
  height: number;
  selected: number | null;
  colours: Colours;
}) {
  const { row, width, height, selected, colours } = props;
  const soft = {
    run: colours.runSoft,
    hold: colours.holdSoft,
    data: colours.dataSoft,
    bad: colours.badSoft,
    idle: colours.surface,
  }[row.tone];
  const edge = row.tone === 'idle' ? colours.line : colours[row.tone];
  const letters = Math.floor((width - 16) / (14 * LETTER));
  const lines = [row.name, ...wrapped(row.words, letters, height < 70 ? 1 : 2)].filter(
    (words) => words !== '',
  );
  const across = Math.max(1, Math.floor((width - 12) / (2 * TOKEN + 4)));
  const tokensTop = lines.length * 18 + 8 + TOKEN;
  // Too low for tokens below its words: they stand behind them.
  const isLow = tokensTop + TOKEN > height && lines.length > 0;
  return (
    <>
      <rect width={width} height={height} rx={7} fill={soft} stroke={edge} strokeWidth={1.5} />
      {lines.map((words, index) => (
        <text
          key={words}
          x={8}
          y={20 + index * 18}
          fontSize={14}
          fontWeight={index === 0 && row.name !== '' ? 700 : 400}
        >
          {cut(words, isLow ? letters - 5 : letters)}
        </text>
      ))}
      {row.tokens.map((token, index) => {
        if (isLow && index > 0) return null;
        const cx = isLow ? width - TOKEN - 6 : 6 + TOKEN + (index % across) * (2 * TOKEN + 4);
        const cy = isLow ? height / 2 : tokensTop + Math.floor(index / across) * (2 * TOKEN + 5);
        if (cy + TOKEN > height + 2) return null;
        return (
          <g key={token.request} transform={`translate(${cx} ${cy})`}>
            <TokenShape token={token} isSelected={token.request === selected} colours={colours} />
          </g>
        );
      })}
      {row.more > 0 && !isLow && (
        <text x={width - 8} y={height - 8} fontSize={14} textAnchor="end" fill={colours.ink2}>
          +{row.more}
        </text>
      )}
    </>
  );
}

/** A text in at most so many lines, broken between words where that can be. */
function wrapped(text: string, letters: number, most: number): string[] {
  if (most === 1 || text.length <= letters) return [text];
  const space = text.lastIndexOf(' ', letters);
  const at = space > 0 ? space : letters;
  return [text.slice(0, at), ...wrapped(text.slice(at).trim(), letters, most - 1)];
}

/** Shape says what it is, colour and mark how it fares: as on the stage. */
function TokenShape(props: { token: PosterToken; isSelected: boolean; colours: Colours }) {
  const { token, isSelected, colours } = props;
  const fill = colourOf(token.fare, colours);
  const mark = MARKS[token.fare];
  return (
    <>
      {isSelected && <circle r={TOKEN + 2} fill="none" stroke={colours.ink} strokeWidth={2.5} />}
      {token.kind === 'page' && <circle r={TOKEN - 2} fill={fill} />}
      {token.kind === 'static' && (
        <rect x={-12} y={-12} width={24} height={24} rx={4} fill={fill} />
      )}
      {token.kind === 'upload' && (
        <rect x={-10} y={-10} width={20} height={20} rx={3} fill={fill} transform="rotate(45)" />
      )}
      {token.kind === 'api' && <polygon points="-7,-12 7,-12 14,0 7,12 -7,12 -14,0" fill={fill} />}
      <text y={4} fontSize={11} fontWeight={700} textAnchor="middle" fill={colours.onAccent}>
        {requestName(token.request).replace('#', '')}
      </text>
      {mark && (
        <text x={TOKEN - 3} y={-6} fontSize={12} fontWeight={700}>
          {mark}
        </text>
      )}
    </>
  );
}

const MARKS: Readonly<Partial<Record<Fare, string>>> = {
  answered: '✓',
  failed: '✗',
  abandoned: '∅',
  held: '‖',
  slow: '‖',
};

function colourOf(fare: Fare, colours: Colours): string {
  switch (fare) {
    case 'waiting':
      return colours.wait;
    case 'held':
    case 'slow':
      return colours.hold;
    case 'answered':
      return colours.good;
    case 'failed':
      return colours.bad;
    case 'abandoned':
      return colours.ink2;
    default:
      return colours.run;
  }
}
