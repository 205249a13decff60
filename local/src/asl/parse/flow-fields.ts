import { anyText, optional, record, text } from './readers.ts';

/** What a machine, a branch and a Map's processor have in common. */
export const flowFields = { Comment: optional(anyText), StartAt: text, States: record };
