#include "commands/tally.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/text.h"
#include "commands/day.h"

enum { SLOTS = 1 << 10, NAME = 400 };
static const uint64_t most = UINT64_MAX / 2;

struct tally *
tally_new(struct arena *a)
{
	struct tally *t = arena_alloc(a, sizeof(*t));
	t->arena = a;
	t->scratch = arena_new();
	t->slot_count = SLOTS;
	t->slots = arena_array(a, SLOTS, sizeof(*t->slots));
	return t;
}

static uint64_t
hash_string(uint64_t h, const char *s)
{
	do
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	while (*s++ != '\0');
	return h;
}

static int
row_order(const struct tally_row *x, const struct tally_row *y)
{
	int order = strcmp(x->id, y->id);
	if (order == 0)
		order = strcmp(x->shape, y->shape);
	if (order == 0)
		order = strcmp(x->project, y->project);
	return order != 0 ? order : strcmp(x->day, y->day);
}

static struct tally_row **
slot_of(const struct tally *t, const struct tally_row *row)
{
	uint64_t h = hash_string(0xcbf29ce484222325u, row->id);
	h = hash_string(hash_string(hash_string(h, row->shape), row->project), row->day);
	size_t mask = t->slot_count - 1, i = (h ^ h >> 32) & mask;
	while (t->slots[i] != NULL && row_order(t->slots[i], row) != 0)
		i = (i + 1) & mask;
	return &t->slots[i];
}

static void
grow(struct tally *t)
{
	t->slot_count *= 4;
	t->slots = arena_array(t->arena, t->slot_count, sizeof(*t->slots));
	struct tally_row **rows = arena_array(t->arena, t->slot_count / 2, sizeof(*rows));
	for (size_t i = 0; i < t->count; i++) {
		rows[i] = t->rows[i];
		*slot_of(t, rows[i]) = rows[i];
	}
	t->rows = rows;
}

static uint64_t
sum(uint64_t x, uint64_t y)
{
	return x > most - y ? most : x + y;
}

void
tally_add(struct tally *t, const struct tally_row *row)
{
	if (row->count == 0)
		return;
	if (t->rows == NULL || t->count + 1 >= t->slot_count / 2)
		grow(t);
	struct tally_row **slot = slot_of(t, row);
	if (*slot == NULL) {
		struct tally_row *fresh = arena_alloc(t->arena, sizeof(*fresh));
		fresh->id = arena_strdup(t->arena, row->id);
		fresh->shape = arena_strdup(t->arena, row->shape);
		fresh->project = arena_strdup(t->arena, row->project);
		fresh->day = arena_strdup(t->arena, row->day);
		*slot = t->rows[t->count++] = fresh;
	}
	(*slot)->count = sum((*slot)->count, row->count);
	t->total = sum(t->total, row->count);
}

/* "" for what is null or absent; NULL for what is no string. */
static const char *
name_of(struct arena *a, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	if (value == NULL || json_is_null(value))
		return "";
	if (!json_is_string(value))
		return NULL;
	/* What was cut once stays as it is. */
	const char *s = json_string_value(value);
	return text_safe(a, s, strlen(s) <= NAME + 3 ? NAME + 3 : NAME);
}

static bool
count_of(const json_t *value, uint64_t *count)
{
	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return false;
	*count = (uint64_t)json_integer_value(value);
	return true;
}

/* The days of a report, if they are sound: they are no more than its count. */
static bool
are_days(json_t *days, uint64_t count)
{
	const char *day;
	json_t *value;
	uint64_t all = 0, one;
	if (days == NULL)
		return true;
	if (!json_is_object(days))
		return false;
	json_object_foreach(days, day, value)
	{
		if (!day_is(day) || !count_of(value, &one))
			return false;
		all = sum(all, one);
	}
	return all <= count;
}

static const char *
add_report(struct arena *scratch, struct tally *t, const json_t *report)
{
	struct tally_row row = {.id = name_of(scratch, report, "id"),
				.shape = name_of(scratch, report, "shape"),
				.project = name_of(scratch, report, "project")};
	uint64_t count = 0;
	json_t *days = json_object_get(report, "days"), *value;
	if (json_integer_value(json_object_get(report, "version")) != 1)
		return _("no report of `remedy explain --format jsonl` (version 1)");
	if (row.id == NULL || row.shape == NULL || row.project == NULL || (*row.id == '\0' && *row.shape == '\0'))
		return _("a report needs the id of a pattern or the shape of a message");
	if (!count_of(json_object_get(report, "count"), &count) || !are_days(days, count))
		return _("a report needs a count, and its days no more than that");
	if (*row.id != '\0')
		row.shape = "";
	json_object_foreach(days, row.day, value)
	{
		row.count = (uint64_t)json_integer_value(value);
		count -= row.count;
		tally_add(t, &row);
	}
	row.day = "";
	row.count = count;
	tally_add(t, &row);
	return NULL;
}

const char *
tally_line(struct tally *t, const char *line, size_t n)
{
	json_error_t error;
	json_t *report = json_loadb(line, n, 0, &error);
	if (report == NULL)
		return _("no JSON");
	struct arena_mark mark = arena_mark(t->scratch);
	const char *why = add_report(t->scratch, t, report);
	arena_release(t->scratch, mark);
	json_decref(report);
	return why;
}

void
tally_end(struct tally *t)
{
	arena_free(t->scratch);
}

static int
by_row(const void *x, const void *y)
{
	return row_order(*(struct tally_row *const *)x, *(struct tally_row *const *)y);
}

void
tally_sort(struct tally *t)
{
	if (t->count > 1)
		qsort(t->rows, t->count, sizeof(*t->rows), by_row);
}

static int
by_name(const void *x, const void *y)
{
	return strcmp(((const struct tally_sum *)x)->name, ((const struct tally_sum *)y)->name);
}

static int
by_count(const void *x, const void *y)
{
	const struct tally_sum *a = x, *b = y;
	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return by_name(x, y);
}

struct tally_sum *
tally_sums(struct arena *a, const struct tally *t, enum tally_by by, size_t *count)
{
	struct tally_sum *all = arena_array(a, t->count, sizeof(*all));
	size_t n = 0;
	for (size_t i = 0; i < t->count; i++) {
		const struct tally_row *r = t->rows[i];
		const char *name = by == TALLY_PATTERN   ? r->id
				   : by == TALLY_UNKNOWN ? r->shape
				   : by == TALLY_PROJECT ? r->project
							 : r->day;
		if (*name != '\0' || by == TALLY_PROJECT)
			all[n++] = (struct tally_sum){name, r->count};
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), by_name);
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && strcmp(all[kept - 1].name, all[i].name) == 0)
			all[kept - 1].count = sum(all[kept - 1].count, all[i].count);
		else
			all[kept++] = all[i];
	}
	if (by != TALLY_DAY && kept > 1)
		qsort(all, kept, sizeof(*all), by_count);
	*count = kept;
	return all;
}
