/* editor: a file opened at a line, in the editor that the person has chosen. */
#ifndef REMEDY_COMMANDS_EDITOR_H
#define REMEDY_COMMANDS_EDITOR_H

#include <stdbool.h>

#include "base/arena.h"

/* The arguments behind the editor's own words for `file` (absolute) at `line` (0:
 * anywhere), NULL-terminated: "+12 FILE" for vi, nano and emacs, "--goto FILE:12" for
 * VS Code, and so on. `editor` is what $VISUAL holds: words of a shell. */
char **editor_arguments(struct arena *a, const char *editor, const char *file, int line);

/* $VISUAL, else $EDITOR, else what is there; NULL if nothing is. */
const char *editor_name(struct arena *a);

/* Starts it and waits for it. False if it could not be started or failed. */
bool editor_open(struct arena *a, const char *file, int line);

#endif
