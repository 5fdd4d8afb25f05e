#include "catalog/candidate.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/hierarchy.h"
#include "catalog/index.h"

/* What the database said to a gram, kept while a text is read: texts repeat
 * themselves. */
struct answer {
	uint32_t gram;
	bool known;
	const char *p; /* the postings; NULL if there are none */
	const char *end;
};

enum { FEW_ANSWERS = 64, ANSWERS = 1024 };

struct scan {
	struct database *db;
	uint32_t scope;
	uint32_t mask;
	struct answer *answers;
};

struct candidates
candidate_none(struct arena *a)
{
	return (struct candidates){.arena = a};
}

static bool
slot_take(struct candidates *c, uint32_t number)
{
	size_t mask = c->slot_count - 1;
	size_t i = (number * 0x9E3779B1U) & mask;
	while (c->slots[i] != 0) {
		if (c->slots[i] == number + 1)
			return false;
		i = (i + 1) & mask;
	}
	c->slots[i] = number + 1;
	return true;
}

static void
candidate_add(struct candidates *c, uint32_t number)
{
	if (c->count * 2 >= c->slot_count) {
		size_t capacity = c->slot_count == 0 ? 64 : c->slot_count * 2;
		uint32_t *all = arena_array(c->arena, capacity, sizeof(*all));
		if (c->count > 0)
			memcpy(all, c->all, c->count * sizeof(*all));
		c->all = all;
		c->slots = arena_array(c->arena, capacity, sizeof(*c->slots));
		c->slot_count = capacity;
		for (size_t i = 0; i < c->count; i++)
			slot_take(c, all[i]);
	}
	if (slot_take(c, number))
		c->all[c->count++] = number;
}

static int
number_order(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a;
	uint32_t y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

void
candidate_sort(struct candidates *c)
{
	if (c->count > 0)
		qsort(c->all, c->count, sizeof(*c->all), number_order);
}

/* Adds all numbers of a record that is a plain list. */
static void
candidate_list(struct candidates *c, struct database *db, const char *key, unsigned size)
{
	struct record r;
	if (!database_get(db, key, size, &r))
		return;
	while (!r.bad && r.p < r.end) {
		uint32_t number = record_get_number(&r);
		if (!r.bad)
			candidate_add(c, number);
	}
}

static struct answer *
scan_ask(struct scan *s, uint32_t gram)
{
	struct answer *answer = &s->answers[index_hash(0, gram) & s->mask];
	if (answer->known && answer->gram == gram)
		return answer;
	char key[INDEX_KEY];
	struct record r;
	*answer = (struct answer){.gram = gram, .known = true};
	if (database_get(s->db, key, index_gram_key(key, s->scope, gram), &r)) {
		answer->p = r.p;
		answer->end = r.end;
	}
	return answer;
}

/* Adds the patterns of an answer whose whole literal stands around text[at]. */
static void
scan_verify(struct candidates *c, const struct answer *answer, const char *text, size_t size, size_t at)
{
	enum { HEAD = 6 };
	const char *p = answer->p;
	while (answer->end - p >= HEAD) {
		uint32_t number;
		memcpy(&number, p, sizeof(number));
		size_t place = (unsigned char)p[4];
		size_t length = (unsigned char)p[5];
		p += HEAD;
		if ((size_t)(answer->end - p) < length)
			return;
		if (at >= place && size - (at - place) >= length && memcmp(text + at - place, p, length) == 0)
			candidate_add(c, number);
		p += length;
	}
}

static bool
bit_is_set(const unsigned char *bits, uint32_t place)
{
	return (bits[place / 8] >> place % 8 & 1) != 0;
}

/* `which`: 0 the bit set of messages, 1 that of texts. */
static void
candidate_scan(struct candidates *c, struct database *db, int which, uint32_t scope, const char *text, size_t size)
{
	const unsigned char *bits = db->bits[which];
	uint32_t mask = db->mask[which];
	if (bits == NULL || size < INDEX_GRAM)
		return;
	/* A message is a line: a table that it does not fill need not be touched. */
	uint32_t answers = size < ANSWERS ? FEW_ANSWERS : ANSWERS;
	struct scan s = {db, scope, answers - 1, arena_array(c->arena, answers, sizeof(struct answer))};
	for (size_t i = 0; i + INDEX_GRAM <= size; i++) {
		uint32_t gram = index_gram(text + i);
		uint32_t hash = index_hash(scope, gram);
		if (!bit_is_set(bits, hash & mask) || !bit_is_set(bits, index_hash_again(hash) & mask))
			continue;
		const struct answer *answer = scan_ask(&s, gram);
		if (answer->p != NULL)
			scan_verify(c, answer, text, size, i);
	}
}

void
candidate_exception(struct candidates *c, struct database *db, const struct failure *f, size_t size)
{
	struct hierarchy h = hierarchy_of(f->type);
	char key[INDEX_KEY];
	for (size_t i = 0; i < h.count; i++) {
		candidate_list(c, db, key, index_key(key, 'U', h.names[i], strlen(h.names[i])));
		candidate_scan(c, db, 0, index_scope(h.names[i]), f->message, size);
	}
}

void
candidate_type(struct candidates *c, struct database *db, const struct failure *f)
{
	struct hierarchy h = hierarchy_of(f->type);
	char key[INDEX_KEY];
	for (size_t i = 0; i < h.count; i++)
		candidate_list(c, db, key, index_key(key, 'T', h.names[i], strlen(h.names[i])));
}

void
candidate_text(struct candidates *c, struct database *db, const char *text, size_t size)
{
	candidate_list(c, db, "A", 1);
	candidate_scan(c, db, 1, 0, text, size);
}

void
candidate_signal(struct candidates *c, struct database *db, int number)
{
	char key[INDEX_KEY];
	candidate_list(c, db, key, index_key(key, 'S', &number, sizeof(number)));
}
