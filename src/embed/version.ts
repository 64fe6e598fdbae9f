/** Of the contract: in every message, and in the name of the loader. */
export const EMBED_VERSION = 1;

/** A state is never longer, so that what keeps little (the suspend data of SCORM 1.2) can keep it. */
export const LONGEST_STATE = 4096;
