/* retype: the line that was typed, with one word of it replaced. */
#ifndef REMEDY_HINT_RETYPE_H
#define REMEDY_HINT_RETYPE_H

#include "base/arena.h"

/* `line` is a shell's command line, UTF-8. The word `before` becomes `after`, quoted
 * where a shell would read more than the word in it; all else stays as it was typed.
 * A word counts as what the shell hands on (quotes and backslashes taken away), an
 * option also where `=value` follows, and where `before` is an absolute path also as a
 * path from `cwd` (NULL: not known): what replaces that is written from there as well.
 * NULL if the line does not have the word exactly once, if quotes do not end, or if
 * the result must not enter a prompt. */
char *retype(struct arena *a, const char *line, const char *before, const char *after, const char *cwd);

/* A program that stands in the line itself, `python3 -c 'import requets'`: `before` in
 * it becomes `after`, within the quotes that the person wrote. NULL if the line has no
 * such word or not exactly one, if `before` does not stand in it exactly once, if either
 * holds what a shell or the quotes would read, or the result must not enter a prompt. */
char *retype_program(struct arena *a, const char *line, const char *before, const char *after);

#endif
