import { MEANINGS } from './meanings.ts';
import { COMMAND_TYPES, EVENT_TYPES, FIELDS, type Field } from './messageFields.ts';
import { PARAMETER_NAMES, PARAMETERS } from './parameters.ts';

/** A table of the contract: its page and EMBED.md show the same. In English, as they are. */
export interface ContractTable {
  readonly heading: string;
  readonly columns: readonly string[];
  /** The first of each row is a name of the contract. */
  readonly rows: readonly (readonly string[])[];
}

/** Parameters, events and commands of version 1, with what may stand in each. */
export function contractTables(): readonly ContractTable[] {
  return [
    {
      heading: 'Parameters',
      columns: ['name', 'what it means', 'allowed', 'without it'],
      rows: PARAMETER_NAMES.map((name) => [
        name,
        MEANINGS.parameters[name],
        PARAMETERS[name].allowed,
        withoutText(PARAMETERS[name].without),
      ]),
    },
    {
      heading: 'Events',
      columns: ['type', 'when', 'with it'],
      rows: EVENT_TYPES.map((type) => [
        type,
        MEANINGS.events[type],
        fieldsText(FIELDS.events[type]),
      ]),
    },
    {
      heading: 'Commands',
      columns: ['type', 'what it does', 'with it'],
      rows: COMMAND_TYPES.map((type) => [
        type,
        MEANINGS.commands[type],
        fieldsText(FIELDS.commands[type]),
      ]),
    },
  ];

  function withoutText(without: unknown): string {
    if (typeof without === 'boolean') return without ? 'yes' : 'no';
    return without === null || Array.isArray(without) ? '—' : String(without);
  }
}

const fieldsText = (fields: Readonly<Record<string, Field>>): string =>
  Object.entries(fields)
    .map(
      ([name, { allowed, isOptional }]) =>
        `${name}${isOptional ? ' (may be absent)' : ''}: ${allowed}`,
    )
    .join('; ') || '—';
