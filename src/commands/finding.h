/* finding: what went wrong in the logs that were read, each thing once: how often,
 * where, on which day, and the hint for it. Memory is bounded: of many positions
 * the first are kept, and beyond FINDINGS_LIMIT only how many more there were. */
#ifndef REMEDY_COMMANDS_FINDING_H
#define REMEDY_COMMANDS_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "failure/episode.h"
#include "hint/hint.h"

enum { FINDINGS_LIMIT = 10000, FINDING_POSITIONS = 20, FINDING_DAYS = 64 };

struct position {
	const char *log; /* as it was named; "-" for stdin */
	size_t line;     /* from 1 */
	size_t last;     /* the failure's last line */
};

struct finding_day {
	char day[11]; /* "2026-01-31" */
	size_t count;
};

struct finding {
	const char *id; /* of the pattern; NULL: none knows it */
	const char *type, *message;
	const char *shape; /* without what varies (memory/shape.h) */
	const char *summary;
	const char *text;    /* the hint as it is printed, for this terminal; "" without one */
	const char *plain;   /* the same for no terminal */
	struct json_t *hint; /* as an object; NULL without one */
	const char *file;    /* the user's place, as it was printed; NULL if there is none */
	const char *path;    /* the same within the project, for marks in its files */
	const char *project; /* or NULL */
	int line;
	size_t count;
	size_t told; /* of them, told of already */
	struct position first, latest;
	struct position positions[FINDING_POSITIONS]; /* the first of those not told of */
	size_t position_count;
	struct finding_day days[FINDING_DAYS]; /* likewise */
	size_t day_count;
};

struct findings {
	struct arena *arena;
	struct finding **all; /* by first appearance */
	size_t count, room;
	size_t lost;  /* failures that were not kept any more */
	size_t total; /* all failures */
	struct finding_slot *slots;
	size_t slot_count, slots_used;
	size_t log; /* number of the log that is read */
};

/* One failure, where it stood, when ("" if that is not known), and whose it is. */
struct occurrence {
	const struct episode *episode;
	struct position position;
	char day[11];
	const char *project; /* NULL: as the user's file tells */
};

struct findings *findings_new(struct arena *a);
/* Another log: the same words may mean another machine. */
void findings_begin_log(struct findings *f);
/* The finding that this very failure, in all its words, was in this log before;
 * counts it there. NULL if it is new. */
struct finding *findings_again(struct findings *f, const struct occurrence *o);
/* A new failure with the hint for it (NULL: none): counted with what is the same
 * to a person. NULL if there are too many. */
struct finding *findings_add(struct findings *f, const struct occurrence *o, const struct hint *h);
/* Frees what is not the arena's. */
void findings_end(struct findings *f);

#endif
