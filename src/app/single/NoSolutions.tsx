/** In the place of `lesson/MySolutions.tsx`: without a sandbox there is nothing to take a solution to. */
export const MySolutions = () => null;
