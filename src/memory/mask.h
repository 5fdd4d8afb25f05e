/* mask: a command line without what must not reach the disk. Assignments keep
 * their names, options their words; values that are or may be secrets become "…":
 *
 *     export TOKEN=abc pip install -e .        ->  export TOKEN=… pip install -e .
 *     mysql -u ada -psesame shop               ->  mysql -u ada -p… shop
 *     git clone https://ada:pw@host/x.git      ->  git clone https://…@host/x.git
 *     curl -H 'Authorization: Bearer abc' url  ->  curl -H '…' url
 *
 * It knows shapes of tokens (ghp_…, sk-…, AKIA…, eyJ…, long random words), and
 * rather masks too much than too little. */
#ifndef REMEDY_MEMORY_MASK_H
#define REMEDY_MEMORY_MASK_H

#include <stdbool.h>

#include "base/arena.h"

/* What stands for a value that was taken out. */
#define MASK "…"

/* The line masked; NULL for one that must not be kept at all: it begins with a
 * blank, has control characters or several lines, is too long, or hands a secret
 * to another command (--password-stdin). */
char *mask_line(struct arena *a, const char *line);

/* True if something was taken out of it: it cannot be run as it stands. */
bool mask_is_in(const char *line);

#endif
