import { onSpeak } from '../language/t.ts';

/** What was said of things, remembered until another language is spoken. */
export class SaidOf<Key extends WeakKey, Said> {
  private said = new WeakMap<Key, Said>();

  constructor() {
    onSpeak(() => {
      this.said = new WeakMap();
    });
  }

  get(key: Key): Said | undefined {
    return this.said.get(key);
  }

  set(key: Key, said: Said): void {
    this.said.set(key, said);
  }
}
