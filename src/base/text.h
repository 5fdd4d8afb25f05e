/* text: UTF-8 as people see it: validity, width in columns, what is safe to
 * show, wrapping. Knows nothing of Python. */
#ifndef REMEDY_BASE_TEXT_H
#define REMEDY_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Decodes one code point at s (n bytes left, n > 0) and stores how many bytes
 * it takes in *length (1 for a byte that is not UTF-8). Returns the code point,
 * or -1 for such a byte. */
int text_decode(const char *s, size_t n, size_t *length);

/* Columns that s takes on a terminal: 0 for combining and format characters,
 * 2 for East Asian wide ones, 1 for the rest. By Unicode's tables as libc's
 * wcwidth has them, but independent of the locale. */
size_t text_width(const char *s);

/* s made safe to print inside our own text: escape sequences removed, C0, C1,
 * DEL, bidi controls, line and paragraph separators and bytes that are not
 * UTF-8 replaced by '?', newline and tab by a space; at most `limit` bytes,
 * then "...". Never longer than limit + 3. */
char *text_safe(struct arena *a, const char *s, size_t limit);

/* True if s holds a character that text_safe would change (so that the text
 * must not enter a command without being seen). */
bool text_is_hostile(const char *s);

/* The same of one code point, or of -1. Newline and tab are hostile too. */
bool text_code_is_hostile(int code);

/* What is written after these bytes begins a line: colours may follow the last
 * newline. True for nothing at all. */
bool text_ends_line(const char *s, size_t n);

/* s in lines of at most `width` columns (width >= 10), broken at spaces or
 * between wide characters; every line after the first starts with `indent`.
 * Newlines of s are kept. A word longer than a line stays whole. */
char *text_wrap(struct arena *a, const char *s, size_t width, const char *indent);

/* Edit distance (Damerau, restricted) of two byte strings, case-sensitive;
 * gives up and returns limit + 1 once it exceeds `limit`. */
size_t text_distance(const char *a, const char *b, size_t limit);

/* Bytes of s before the column, counted in characters from 1; at most all of s. */
size_t text_offset(const char *s, int column);

/* The code point that four hexadecimal digits at s name, as behind \u in JSON; n: how
 * much may be read there. -1 if they are none. */
int text_code_point(const char *s, size_t n);

#endif
