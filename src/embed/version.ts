/** Of the contract: in every message, and in the name of the loader. */
export const EMBED_VERSION = 1;
