/* narrow: a terminal whose character set is not UTF-8 gets ASCII, whoever prints.
 * Pipes and files get what was printed. */
#ifndef REMEDY_HINT_NARROW_H
#define REMEDY_HINT_NARROW_H

#include "base/arena.h"

/* Puts such a terminal's stdout and stderr behind a stream that replaces what it
 * could not show; does nothing elsewhere. Once, before anything is printed; flush
 * them before the arena goes. */
void narrow_output(struct arena *a);

#endif
