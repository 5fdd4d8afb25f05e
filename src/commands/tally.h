/* tally: how often what failed, where and when, out of any number of reports
 * (`remedy explain --format jsonl`). Adding is associative and commutative: what a
 * tally prints as jsonl is a report again, and parts may be added up in any order. */
#ifndef REMEDY_COMMANDS_TALLY_H
#define REMEDY_COMMANDS_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct tally_row {
	const char *id;      /* of the pattern; "" if none knew it */
	const char *shape;   /* of the message where no pattern knew it; else "" */
	const char *project; /* "" if not known */
	const char *day;     /* "2026-01-31"; "" if not known */
	uint64_t count;      /* at most UINT64_MAX / 2: more is not counted */
};

struct tally {
	struct arena *arena, *scratch;
	struct tally_row **rows;
	size_t count;
	uint64_t total;
	struct tally_row **slots;
	size_t slot_count;
};

struct tally *tally_new(struct arena *a);
/* Adds a line of a report. NULL, or a translated clause on what is wrong with it;
 * then nothing was added. */
const char *tally_line(struct tally *t, const char *line, size_t n);
void tally_end(struct tally *t);
void tally_add(struct tally *t, const struct tally_row *row);
/* The rows in an order that depends on nothing but them. */
void tally_sort(struct tally *t);

/* A sum over one of the row's names. */
struct tally_sum {
	const char *name;
	uint64_t count;
};
enum tally_by { TALLY_PATTERN, TALLY_UNKNOWN, TALLY_PROJECT, TALLY_DAY };
/* The largest first (of days, the earliest); *count of them. Rows without that
 * name are left out, but for the project. */
struct tally_sum *tally_sums(struct arena *a, const struct tally *t, enum tally_by by, size_t *count);

#endif
