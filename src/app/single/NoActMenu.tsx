/** In the place of `panels/act/ActMenu.tsx`: the world of a lesson is not acted on. */
export const ActMenu = () => null;
