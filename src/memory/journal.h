/* journal: what happened, a line each, in the state folder, until a process with
 * time takes it into the store (store.h). Appending waits for nobody and needs no
 * database: it is all that `remedy report` does for the memory.
 *
 *     F <time> <key> <pattern> <program> <folder> <shape>     it failed
 *     C <time> <key> <kind> <line> <folder> <shape>           that cured it
 *     W <time> <key> <line>                                   that did not
 *
 * Fields are separated by tabs and hold neither tabs nor newlines. A key is a
 * fingerprint of type and message, keyed with a random salt of this user's: the
 * same failure can be known again, the message cannot be read from it. */
#ifndef REMEDY_MEMORY_JOURNAL_H
#define REMEDY_MEMORY_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum { JOURNAL_FIELDS = 6 };

/* The fingerprint of a failure, 16 hexadecimal digits; NULL without a state
 * folder. Numbers and addresses in the message do not count. The salt is made where
 * there is none, and *fresh set: the memory begins; with `fresh` NULL there is then no key. */
const char *journal_key(struct arena *a, const char *type, const char *message, bool *fresh);

/* Appends a line: the letter, the time now, then `fields` up to a NULL. False if
 * that cannot be, or the journal is full: then it is forgotten. */
bool journal_add(struct arena *a, char letter, const char *const *fields);

/* The lines, NULL-terminated, of which the journal says that they did not cure that failure,
 * each as often as it says so: what the store does not know yet. Reads its end alone, if it
 * is long. */
const char **journal_tried(struct arena *a, const char *key);

/* Takes the journal away under a name of its own, and lists all that were taken
 * and not yet dropped, NULL-terminated: a process may have died over one. */
char **journal_take(struct arena *a);

/* A taken journal as nobody writes into it any more, until the descriptor is closed; -1 if
 * somebody still does: then it is for another time. */
int journal_lock(const char *file);

/* One line of a journal taken apart, in place; false if it is none. */
struct journal_line {
	char letter;
	int64_t time;
	const char *fields[JOURNAL_FIELDS]; /* "" where absent */
};
bool journal_read(char *line, struct journal_line *out);

#endif
