/* quote: text made inert in a shell's command line. */
#ifndef REMEDY_BASE_QUOTE_H
#define REMEDY_BASE_QUOTE_H

#include <stdbool.h>

#include "base/arena.h"

/* One word for sh, bash, zsh and fish that stands for exactly s: bare where
 * every byte is one of [A-Za-z0-9_./:=@%+,~-] and it begins with neither ~ nor
 * =, else in single quotes ('' for ""). NULL for text that must not enter a
 * command: text_is_hostile (control and bidi characters, newlines, bytes that
 * are not UTF-8), and a leading '-' unless `option` says that it is meant. */
char *quote_word(struct arena *a, const char *s, bool option);

/* The same for cmd and PowerShell: backslashes stay, double quotes where they are
 * needed. NULL also for what one of the two expands within them (% $ ` " and the
 * quotes of typography, which PowerShell takes for "). */
char *quote_windows(struct arena *a, const char *s, bool option);

#endif
