/** Where the player of single lessons (`single/player.html`) takes a lesson: each stands in it exactly once. */
export declare const LESSON_SLOT = '"roundtrip: the place of a lesson"';
export declare const TITLE_SLOT = 'Roundtrip: the place of a title';
