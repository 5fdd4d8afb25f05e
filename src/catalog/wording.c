#include "catalog/wording.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/layer.h"
#include "catalog/literal.h"

enum { STEP = 4, GRAM = LITERAL_PASSING - STEP + 1, ROW = 4, HASH_BITS = 18, PLACE_BITS = 12 };

/* A literal by one of its grams. Of STEP grams in a row one begins at a place of
 * a text that STEP divides, so that no other place need be looked at. */
struct anchor {
	uint32_t hash;  /* of the gram */
	uint32_t place; /* of the gram in the literal */
	const char *literal;
	size_t size;
};

struct wording {
	struct anchor *all; /* by hash */
	size_t count;
	uint32_t first[(1 << PLACE_BITS) + 1]; /* of those whose hash begins so */
	uint32_t bits[1 << (HASH_BITS - 5)];   /* the hashes that there are */
};

/* Of the GRAM bytes at p; there must be 8. */
static inline uint32_t
hash_of(const char *p)
{
	uint64_t gram;
	memcpy(&gram, p, sizeof(gram));
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	gram <<= 8 * (sizeof(gram) - GRAM);
#else
	gram >>= 8 * (sizeof(gram) - GRAM);
#endif
	return (uint32_t)(gram * 0x9E3779B97F4A7C15U >> (64 - HASH_BITS));
}

static inline uint32_t
bit_at(const struct wording *w, const char *p)
{
	uint32_t hash = hash_of(p);
	return w->bits[hash / 32] >> (hash % 32);
}

static int
anchor_order(const void *a, const void *b)
{
	const struct anchor *x = a, *y = b;
	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Where a literal is least like any text: capitals and signs are seldom. */
static size_t
place_of(const char *literal, size_t size)
{
	static const char often[] = " -./:0123456789etaoinshrdlucmfwypvbgkq";
	size_t best = 0, most = 0;
	for (size_t i = 0; i + LITERAL_PASSING <= size; i++) {
		size_t rare = 0;
		for (size_t k = 0; k < LITERAL_PASSING; k++)
			rare += memchr(often, literal[i + k], sizeof(often) - 1) == NULL;
		if (rare > most) {
			most = rare;
			best = i;
		}
	}
	return best;
}

struct wording *
wording_of(struct arena *a, struct catalog *c)
{
	struct wording *w = arena_alloc(a, sizeof(*w));
	struct record r;
	size_t capacity = 0, n;
	const char *literal;
	for (size_t i = 0; i < c->count; i++)
		if (database_get(&c->layers[i].db, "L", 1, &r))
			capacity += (size_t)(r.end - r.p) / (sizeof(uint32_t) + LITERAL_PASSING) * STEP;
	w->all = arena_array(a, capacity + 1, sizeof(*w->all));
	for (size_t i = 0; i < c->count; i++) {
		if (!database_get(&c->layers[i].db, "L", 1, &r))
			continue;
		while (r.p < r.end && (literal = record_get_bytes(&r, &n)) != NULL && !r.bad) {
			size_t place = place_of(literal, n);
			for (size_t k = 0; k < STEP && w->count < capacity; k++) {
				char gram[sizeof(uint64_t)] = {0};
				memcpy(gram, literal + place + k, GRAM);
				uint32_t hash = hash_of(gram);
				w->bits[hash / 32] |= 1U << hash % 32;
				w->all[w->count++] = (struct anchor){hash, (uint32_t)(place + k), literal, n};
			}
		}
	}
	qsort(w->all, w->count, sizeof(*w->all), anchor_order);
	for (size_t i = 0, at = 0; i <= 1 << PLACE_BITS; i++) {
		while (at < w->count && w->all[at].hash >> (HASH_BITS - PLACE_BITS) < i)
			at++;
		w->first[i] = (uint32_t)at;
	}
	return w;
}

/* A literal has the gram at text[at]; *from is where the literal begins. */
static bool
anchor_at(const struct wording *w, uint32_t hash, const char *text, size_t n, size_t at, size_t *from)
{
	const struct anchor *s = w->all + w->first[hash >> (HASH_BITS - PLACE_BITS)];
	for (; s < w->all + w->count && s->hash <= hash; s++)
		if (s->hash == hash && at >= s->place && n - (at - s->place) >= s->size &&
		    memcmp(text + at - s->place, s->literal, s->size) == 0) {
			*from = at - s->place;
			return true;
		}
	return false;
}

bool
wording_in(const struct wording *w, const char *text, size_t n, size_t *at)
{
	enum { WIDE = sizeof(uint64_t) };
	size_t i = 0;
	for (; i + (ROW - 1) * STEP + WIDE <= n; i += ROW * STEP) {
		const char *p = text + i;
		uint32_t hits = bit_at(w, p) | bit_at(w, p + STEP) | bit_at(w, p + 2 * STEP) | bit_at(w, p + 3 * STEP);
		for (size_t k = 0; (hits & 1) != 0 && k < ROW; k++)
			if ((bit_at(w, p + k * STEP) & 1) != 0 &&
			    anchor_at(w, hash_of(p + k * STEP), text, n, i + k * STEP, at))
				return true;
	}
	/* The last bytes, with what is read beyond them. */
	char last[ROW * STEP + 2 * WIDE] = {0};
	memcpy(last, text + i, n - i);
	for (size_t k = 0; i + k + GRAM <= n; k += STEP)
		if ((bit_at(w, last + k) & 1) != 0 && anchor_at(w, hash_of(last + k), text, n, i + k, at))
			return true;
	return false;
}
