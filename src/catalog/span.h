/* span: where a piece of a regular expression ends: an escape, a class, a group. */
#ifndef REMEDY_CATALOG_SPAN_H
#define REMEDY_CATALOG_SPAN_H

#include <stdbool.h>

/* Behind the first `close` at p or later, or the end. */
const char *span_past(const char *p, const char *end, char close);
/* Behind a backslash at p: the end of the escape. */
const char *span_escape(const char *p, const char *end);
/* From the '[' at p to behind its ']'. */
const char *span_class(const char *p, const char *end);
/* From inside a group to its ')' or the end; *alternatives tells whether a '|'
 * stands at its own level. */
const char *span_group(const char *p, const char *end, bool *alternatives);

#endif
