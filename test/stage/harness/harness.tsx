import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../../../src/stage/palette.css';
import { StageView } from '../../../src/stage/StageView.tsx';
import { stillPlayer } from '../stillPlayer.ts';
import { type Picture, pictures } from './pictures.ts';

/** `?picture=busy&theme=dark&select=3`: one hand-made picture at a time. */
const query = new URLSearchParams(location.search);
const theme = query.get('theme');
if (theme) document.documentElement.dataset.theme = theme;
const name = query.get('picture') ?? 'busy';
const picture = pictures[name] as Picture;
const player = stillPlayer();
const sceneOf = () => picture.scene;

function Harness() {
  const [selected, onSelect] = useState<number | null>(query.has('select') ? Number(query.get('select')) : null);
  return (
    <div className={innerWidth > 1060 ? 'wide' : ''}>
      <StageView scenario={picture.scenario} sceneOf={sceneOf} player={player} selected={selected} onSelect={onSelect} />
    </div>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Harness />
  </StrictMode>,
);
