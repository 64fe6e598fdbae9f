import { later } from '../../panels/later.tsx';

/** The lesson with its simulator, which can be read before it is there. */
export const LaterLessonPage = later(() => import('./LessonPage.tsx').then((m) => m.LessonPage));
