/* pot: the texts of patterns as a gettext template, for translators. */
#ifndef REMEDY_COMMANDS_POT_H
#define REMEDY_COMMANDS_POT_H

#include "base/arena.h"

/* `remedy patterns pot [FOLDER|FILE…]`: without any, the built-in patterns'.
 * Prints on stdout; returns the exit status. */
int pot_run(struct arena *a, int argc, char **argv);

#endif
