import { fieldId } from './fieldId.ts';

/** Puts the focus on the field of the path, or the nearest thing round it that has one, once it is drawn. */
export function goToField(at: string): void {
  setTimeout(() => {
    for (let path = at; path !== ''; path = path.replace(/(?:\.[^.[]*|\[\d+\]|^[^.[]*)$/, '')) {
      const field = document.getElementById(fieldId([path]));
      if (!field) continue;
      field.focus();
      field.scrollIntoView({ block: 'center' });
      return;
    }
  }, 50);
}
