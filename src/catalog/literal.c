#include "catalog/literal.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "catalog/span.h"

enum { DEPTH = 24, CHOICES = 64 };

struct reader {
	struct arena *arena;
	const char *p;
	const char *end;
	bool unknown; /* a construct that makes every claim doubtful */
	unsigned depth;
	literal_score score;
	void *context;
};

/* What a concatenation is known to hold: every one of its choices. */
struct branch {
	struct literals choices[CHOICES];
	size_t count;
	char run[LITERAL_MAX]; /* the literal bytes read last, without a gap */
	size_t size;
	size_t weight;
};

static void branch_read(struct reader *r, struct branch *b);

static double
literal_rate(const struct reader *r, const struct literals *l)
{
	double worst = 0;
	for (size_t i = 0; i < l->count; i++) {
		double rate = r->score == NULL ? (double)l->all[i].size
					       : r->score(r->context, l->all[i].bytes, l->all[i].size);
		if (i == 0 || rate < worst)
			worst = rate;
	}
	return worst;
}

static struct literals
branch_best(const struct reader *r, const struct branch *b)
{
	struct literals best = {NULL, 0};
	for (size_t i = 0; i < b->count; i++)
		if (best.count == 0 || literal_rate(r, &b->choices[i]) > literal_rate(r, &best))
			best = b->choices[i];
	return best;
}

/* Ends the run of literal bytes. */
static void
branch_flush(struct reader *r, struct branch *b)
{
	if (b->size >= LITERAL_MIN && b->count < CHOICES) {
		struct literal *one = arena_alloc(r->arena, sizeof(*one));
		*one = (struct literal){arena_strndup(r->arena, b->run, b->size), b->size};
		b->choices[b->count++] = (struct literals){one, 1};
	}
	b->weight += b->size;
	b->size = 0;
}

/* Reads a quantifier, if one stands here. Returns whether; *least is 0 if the
 * atom before it may be absent. */
static bool
quantifier_read(struct reader *r, unsigned *least)
{
	*least = 1;
	if (r->p >= r->end)
		return false;
	if (*r->p == '?' || *r->p == '*') {
		*least = 0;
		r->p++;
	} else if (*r->p == '+') {
		r->p++;
	} else if (*r->p == '{') {
		const char *close = r->p + 1;
		while (close < r->end && strchr("0123456789, ", *close) != NULL && *close != '\0')
			close++;
		if (close >= r->end || *close != '}' || close == r->p + 1)
			return false;
		*least = 0;
		for (const char *d = r->p + 1; d < close && *d != ','; d++)
			if (*d >= '1' && *d <= '9')
				*least = 1;
		r->p = close + 1;
	} else {
		return false;
	}
	while (r->p < r->end && (*r->p == '?' || *r->p == '+'))
		r->p++;
	return true;
}

static void
branch_literal(struct reader *r, struct branch *b, const char *bytes, size_t n)
{
	if (b->size + n > LITERAL_MAX)
		branch_flush(r, b);
	memcpy(b->run + b->size, bytes, n);
	b->size += n;
	unsigned least;
	if (quantifier_read(r, &least)) {
		if (least == 0)
			b->size -= n;
		branch_flush(r, b);
	}
}

/* An atom of which nothing is known. */
static void
branch_break(struct reader *r, struct branch *b)
{
	unsigned least;
	branch_flush(r, b);
	quantifier_read(r, &least);
}

/* Reads the alternatives up to the group's end and adds what they share out. */
static void
alternatives_read(struct reader *r, struct branch *b)
{
	struct branch *one = arena_alloc(r->arena, sizeof(*one));
	struct literal *all = arena_array(r->arena, LITERALS_MAX, sizeof(*all));
	size_t count = 0;
	size_t weight = SIZE_MAX;
	bool every = true;
	for (;;) {
		one->count = one->size = one->weight = 0;
		branch_read(r, one);
		branch_flush(r, one);
		struct literals best = branch_best(r, one);
		if (best.count == 0 || count + best.count > LITERALS_MAX)
			every = false;
		for (size_t i = 0; every && i < best.count; i++)
			all[count++] = best.all[i];
		if (one->weight < weight)
			weight = one->weight;
		if (r->p >= r->end || *r->p != '|')
			break;
		r->p++;
	}
	b->weight += weight;
	if (every && count > 0 && b->count < CHOICES)
		b->choices[b->count++] = (struct literals){all, count};
}

/* The inside of a group, r->p behind its introduction. */
static void
group_read(struct reader *r, struct branch *b)
{
	bool alternatives = false;
	span_group(r->p, r->end, &alternatives);
	size_t count = b->count;
	size_t weight = b->weight;
	size_t size = b->size;
	char run[LITERAL_MAX];
	memcpy(run, b->run, size);
	if (alternatives) {
		branch_flush(r, b);
		alternatives_read(r, b);
	} else {
		branch_read(r, b);
	}
	if (r->p < r->end && *r->p == ')')
		r->p++;
	unsigned least;
	if (!quantifier_read(r, &least))
		return;
	if (least == 0) {
		b->count = count;
		b->weight = weight;
		b->size = size;
		memcpy(b->run, run, size);
	}
	branch_flush(r, b);
}

/* (?flags) and (?flags:…): true if understood. */
static bool
flags_read(struct reader *r, struct branch *b)
{
	const char *p = r->p;
	bool on = true;
	while (p < r->end && strchr("imsxnJUa-", *p) != NULL && *p != '\0') {
		if (*p == '-')
			on = false;
		else if (on && (*p == 'i' || *p == 'x'))
			r->unknown = true;
		p++;
	}
	if (p >= r->end || (*p != ')' && *p != ':'))
		return false;
	bool group = *p == ':';
	r->p = p + 1;
	if (group)
		group_read(r, b);
	else
		branch_flush(r, b);
	return true;
}

/* At a '('. */
static void
paren_read(struct reader *r, struct branch *b)
{
	r->p++;
	if (r->p < r->end && *r->p == '*') {
		r->unknown = true;
	} else if (r->p < r->end && *r->p == '?') {
		const char *q = ++r->p;
		size_t left = (size_t)(r->end - q);
		if (left >= 1 && (*q == ':' || *q == '>' || *q == '|')) {
			r->p = q + 1;
			group_read(r, b);
			return;
		}
		if (left >= 2 && *q == '<' && q[1] != '=' && q[1] != '!') {
			r->p = span_past(q, r->end, '>');
			group_read(r, b);
			return;
		}
		if (left >= 2 && *q == 'P' && q[1] == '<') {
			r->p = span_past(q, r->end, '>');
			group_read(r, b);
			return;
		}
		if (left >= 1 && *q == '\'') {
			r->p = span_past(q + 1, r->end, '\'');
			group_read(r, b);
			return;
		}
		if (left >= 1 && *q == '^')
			r->unknown = true;
		if (left >= 1 && *q == '#') {
			r->p = span_past(q, r->end, ')');
			branch_flush(r, b);
			return;
		}
		if (left >= 1 && strchr("imsxnJUa-", *q) != NULL && flags_read(r, b))
			return;
		/* A look-around, a condition, a recursion, a callout: nothing is claimed. */
		bool ignored = false;
		r->p = span_group(q, r->end, &ignored);
		if (r->p < r->end)
			r->p++;
		branch_break(r, b);
		return;
	} else {
		group_read(r, b);
		return;
	}
	r->p = r->end;
}

static void
branch_read(struct reader *r, struct branch *b)
{
	if (++r->depth > DEPTH)
		r->unknown = true;
	while (r->p < r->end && !r->unknown && *r->p != '|' && *r->p != ')') {
		char c = *r->p;
		if (c == '\\') {
			const char *e = r->p + 1;
			bool alnum = e < r->end &&
				     ((*e >= '0' && *e <= '9') || (*e >= 'A' && *e <= 'Z') || (*e >= 'a' && *e <= 'z'));
			if (e < r->end && *e == 'Q')
				r->unknown = true;
			r->p = span_escape(e, r->end);
			if (!alnum && e < r->end && (unsigned char)*e < 0x80) {
				r->p = e + 1;
				branch_literal(r, b, e, 1);
			} else {
				branch_break(r, b);
			}
		} else if (c == '[') {
			const char *start = r->p;
			r->p = span_class(r->p, r->end);
			if (r->p - start == 3 && start[1] != '^' && start[1] != '\\' && (unsigned char)start[1] < 0x80)
				branch_literal(r, b, start + 1, 1);
			else
				branch_break(r, b);
		} else if (c == '(') {
			paren_read(r, b);
		} else if (c == '.' || c == '^' || c == '$') {
			r->p++;
			branch_break(r, b);
		} else {
			const char *start = r->p++;
			while (r->p < r->end && r->p - start < 4 && ((unsigned char)*r->p & 0xC0) == 0x80)
				r->p++;
			branch_literal(r, b, start, (size_t)(r->p - start));
		}
	}
	r->depth--;
}

/* Reads the whole expression as one set of alternatives; NULL if unknown. */
static struct branch *
regex_read(struct arena *a, const char *regex, literal_score score, void *context)
{
	struct reader r = {.arena = a, .p = regex, .end = regex + strlen(regex), .score = score, .context = context};
	struct branch *whole = arena_alloc(a, sizeof(*whole));
	bool alternatives = false;
	span_group(regex, r.end, &alternatives);
	if (alternatives) {
		alternatives_read(&r, whole);
	} else {
		branch_read(&r, whole);
		branch_flush(&r, whole);
	}
	return r.unknown || r.p < r.end ? NULL : whole;
}

struct literals
literals_of(struct arena *a, const char *regex, literal_score score, void *context)
{
	struct reader r = {.score = score, .context = context};
	const struct branch *whole = regex_read(a, regex, score, context);
	return whole == NULL ? (struct literals){NULL, 0} : branch_best(&r, whole);
}

struct literals
literals_everywhere(struct arena *a, const char *regex)
{
	struct literals all = {NULL, 0};
	const struct branch *whole = regex_read(a, regex, NULL, NULL);
	if (whole == NULL)
		return all;
	size_t sum = 0;
	for (size_t i = 0; i < whole->count; i++)
		sum += whole->choices[i].count;
	all.all = arena_array(a, sum, sizeof(*all.all));
	for (size_t i = 0; i < whole->count; i++)
		for (size_t k = 0; k < whole->choices[i].count; k++)
			all.all[all.count++] = whole->choices[i].all[k];
	return all;
}

size_t
literal_weight(struct arena *a, const char *regex)
{
	const struct branch *whole = regex_read(a, regex, NULL, NULL);
	return whole == NULL ? 0 : whole->weight;
}
