/* settings: what config.yaml says to the shells, in a form that they read with
 * builtins: the file "settings" of the cache folder, a line a setting,
 *
 *     key Alt-j
 *     quiet 1
 *     commands run.sh !make
 *
 * with the time of config.yaml, so that a shell sees by one comparison whether it
 * still holds, and has it made anew (by `remedy init`) where it does not. */
#ifndef REMEDY_COMMANDS_SETTINGS_H
#define REMEDY_COMMANDS_SETTINGS_H

#include "base/arena.h"

/* Makes it, or takes it away where there is no config.yaml. Where it cannot be
 * written, nothing is settled: that is for `remedy doctor` to tell. */
void settings_update(struct arena *a);

#endif
