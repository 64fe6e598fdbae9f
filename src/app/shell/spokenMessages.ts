let messages: Readonly<Record<string, string>> | null = null;

/** The messages of the language that is spoken, for a worker to speak it too; null: English, or a language that has no such list. */
export const spokenMessages = (): Readonly<Record<string, string>> | null => messages;

/** Noted by whoever changes the language. */
export function noteMessages(of: Readonly<Record<string, string>> | null): void {
  messages = of;
}
