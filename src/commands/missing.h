/* missing: what there is to say of a word that is no command here: it is misspelled,
 * in an environment that is not active, or to be installed. */
#ifndef REMEDY_COMMANDS_MISSING_H
#define REMEDY_COMMANDS_MISSING_H

#include "hint/hint.h"

/* The answer to a command line (NULL-terminated) whose first word was not found;
 * NULL if it is none of Python's world. */
const struct hint *missing_answer(struct arena *a, char **words);

#endif
