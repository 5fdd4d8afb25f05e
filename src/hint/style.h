/* style: how text of ours goes to this terminal: colours or none, ASCII where
 * the character set asks for it. */
#ifndef REMEDY_HINT_STYLE_H
#define REMEDY_HINT_STYLE_H

#include "hint/hint.h"

enum ink { INK_NAME, INK_TITLE, INK_MARK, INK_QUIET };

/* s between the escapes of an ink, always reset at its end; s itself without colours. */
char *style_ink(struct arena *a, const struct style *s, enum ink ink, const char *text);

/* Text in the terminal's character set: itself, or ASCII with the usual
 * replacements and '?' for what has none. */
char *style_text(struct arena *a, const struct style *s, const char *text);

/* A file as a link (OSC 8) with `text` shown; text itself where links are not known. */
char *style_link(struct arena *a, const struct style *s, const char *file, const char *text);

/* Lines of text, wrapped to `width` columns, at most `limit` (0: all); what was
 * cut off is marked. Stores their number. */
char **style_lines(struct arena *a, const struct style *s, const char *text, size_t width, size_t limit, size_t *count);

/* The same for a text whose second and later lines will stand behind two blanks. */
char **style_hanging(struct arena *a, const struct style *s, const char *text, size_t width, size_t limit,
		     size_t *count);

/* s cut to `width` columns, with a mark where it was. */
char *style_cut(struct arena *a, const struct style *s, const char *text, size_t width);

#endif
