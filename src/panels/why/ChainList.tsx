import type { Tier, WhyChain, WhyLink } from '../../insight/causes/chainShape.ts';
import { durationText, requestName } from '../../insight/plainWords.ts';
import { frontProgram } from '../../insight/programs.ts';
import type { Run } from '../../insight/shapes.ts';
import { msg, t } from '../../language/t.ts';
import type { Player } from '../../player/player.ts';

export interface ChainListProps {
  readonly run: Run;
  readonly chain: WhyChain;
  readonly player: Player;
  /** A link was followed: to its moment, its request and its slot. */
  onFollow(link: WhyLink): void;
}

/** What the tiers are called on a chip. */
const TIER_WORDS: Record<Exclude<Tier, 'front'>, string> = {
  clients: msg('client'),
  internet: msg('internet'),
  socket: msg('socket'),
  app: msg('app server'),
  database: msg('database'),
};

/** A chain of causes from top to bottom: each line is so because of the one below it, and leads to its moment. */
export function ChainList({ run, chain, player, onFollow }: ChainListProps) {
  const front = frontProgram(run.scenario)?.name ?? 'front';
  return (
    <ol
      className="panel-chain"
      aria-label={t('Why, step by step, for {request}', { request: requestName(chain.request) })}
      onPointerLeave={() => player.pointer.point({})}
    >
      {chain.links.map((link) => (
        <li key={link.depth} data-tier={link.tier}>
          <button
            type="button"
            className="panel-chain-link"
            onClick={() => onFollow(link)}
            onPointerEnter={() => point(player, link)}
            onFocus={() => point(player, link)}
            onBlur={() => player.pointer.point({})}
          >
            <span className="panel-chain-tier">
              {link.tier === 'front' ? front : t(TIER_WORDS[link.tier])}
            </span>
            {link.depth > 0 && <span className="panel-unseen"> {t('because')} </span>}
            <span className="panel-chain-text">
              <SettingsAsCode text={link.text} setting={link.setting} />
            </span>
            <span className="panel-chain-when">
              {link.untilUs - link.fromUs >= 1_000
                ? durationText(link.untilUs - link.fromUs)
                : t('at {from}', { from: durationText(link.fromUs) })}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function point(player: Player, { request, worker }: WhyLink): void {
  player.pointer.point({ request, worker });
}

/** Words with an underscore, switches, and the setting itself are code. */
function SettingsAsCode({ text, setting }: { text: string; setting: string | null }) {
  let at = 0;
  return text.split(/([A-Za-z]+(?:_[A-Za-z]+)+|--[a-z]+(?:-[a-z]+)*)/).map((piece, index) => {
    const key = at;
    at += piece.length;
    const isCode = index % 2 === 1 || (setting !== null && piece === setting);
    return isCode ? (
      <code key={key} translate="no">
        {piece}
      </code>
    ) : (
      piece
    );
  });
}
