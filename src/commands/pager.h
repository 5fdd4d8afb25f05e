/* pager: a long text shown page by page, as the person has it with git and man. */
#ifndef REMEDY_COMMANDS_PAGER_H
#define REMEDY_COMMANDS_PAGER_H

#include <stdbool.h>
#include <stddef.h>

/* Writes text to stdout: through $PAGER (less, if there is none) where stdout
 * is a terminal and the text is longer than it. False if it could not be written,
 * which is told. */
bool pager_show(const char *text, size_t size);

#endif
