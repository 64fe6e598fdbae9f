/** In the place of `accessibility/Help.tsx`: a single file has one page, and no other to lead to. */
export { Shortcuts as Help } from '../../panels/Shortcuts.tsx';
