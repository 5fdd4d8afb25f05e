/* shape: a message without what is a person's own. A message is taken apart into
 * what stays from one failure to the next and what varies: names in quotes,
 * paths, addresses, numbers, versions. The first joined is its shape; a proposed
 * expression (commands/proposal.h) has named groups where the second stands.
 *
 *     No module named 'shop.cart'   ->  ModuleNotFoundError: No module named '…'
 *     foo() missing 1 required …    ->  TypeError: …() missing … required …
 *
 * Only the first line of a message is looked at. Time is linear in it. */
#ifndef REMEDY_MEMORY_SHAPE_H
#define REMEDY_MEMORY_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { SHAPE_LIMIT = 300 /* bytes */ };

struct shape_part {
	const char *text; /* points into the message */
	size_t size;
	const char *name;       /* what it is: "module", "file", "number"; NULL for text that stays */
	const char *expression; /* PCRE2 that fits its siblings; NULL for text that stays */
};

struct shape {
	struct shape_part *parts;
	size_t count;
	bool whole; /* the message has no more than this line, and all of it is here */
	bool cut;   /* the line was too long; its end is missing */
};

/* A message taken apart. */
struct shape shape_parse(struct arena *a, const char *message);

/* "Type: message" of a failure, safe to be stored and shown, at most SHAPE_LIMIT
 * bytes. Of the type the last component stays; of the message those words do that
 * messages are made of (data/words.inc), and numbers that say what happened ("Errno
 * 13"). Everything else is gone: names without quotes too. */
char *shape_of(struct arena *a, const char *type, const char *message);

#endif
