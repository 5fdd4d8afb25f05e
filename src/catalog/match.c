#include <stdlib.h>
#include <string.h>

#include "catalog/candidate.h"
#include "catalog/chain.h"
#include "catalog/excess.h"
#include "catalog/hierarchy.h"
#include "catalog/layer.h"
#include "catalog/search.h"

/* A match with what orders it. */
struct found {
	struct match match;
	size_t layer;
	uint32_t number;
};

struct matching {
	struct arena *arena;
	struct arena *scratch; /* emptied after each failure and layer */
	struct catalog *catalog;
	const struct failures *failures;
	struct chain chain;
	struct found *found;
	size_t count, capacity;
	const char *text; /* valid UTF-8 */
};

static bool
matching_has(const struct matching *m, size_t layer, uint32_t number)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->found[i].layer == layer && m->found[i].number == number)
			return true;
	return false;
}

static struct found *
matching_room(struct matching *m)
{
	if (m->count == m->capacity) {
		size_t capacity = m->capacity == 0 ? 16 : m->capacity * 2;
		struct found *grown = arena_array(m->arena, capacity, sizeof(*grown));
		if (m->count > 0)
			memcpy(grown, m->found, m->count * sizeof(*grown));
		m->found = grown;
		m->capacity = capacity;
	}
	return &m->found[m->count++];
}

/* The exact type says more than a base of it. */
static unsigned
type_weight(const struct rule *r, const struct search *s, const struct failure *f)
{
	int nearest = HIERARCHY_DEPTH;
	for (const char **type = r->exceptions; f != NULL && type != NULL && *type != NULL; type++) {
		int steps = hierarchy_fit(&s->hierarchy, *type);
		if (steps >= 0 && steps < nearest)
			nearest = steps;
	}
	return (unsigned)(HIERARCHY_DEPTH - nearest);
}

/* Keeps a match for good: what it points to leaves the scratch arena. */
static void
matching_keep(struct matching *m, size_t layer, uint32_t number, const struct entry *tried, const struct search *s,
	      const struct failure *f, unsigned distance)
{
	struct layer *l = &m->catalog->layers[layer];
	struct entry *e = arena_alloc(m->arena, sizeof(*e));
	if (!database_keep_tried(m->arena, &l->db, number, tried, e))
		return;
	struct capture_group *groups = arena_array(m->arena, s->group_count, sizeof(*groups));
	for (size_t i = 0; i < s->group_count; i++) {
		groups[i].name = arena_strdup(m->arena, s->groups[i].name);
		groups[i].value = s->groups[i].value == NULL ? NULL : arena_strdup(m->arena, s->groups[i].value);
	}
	struct found *found = matching_room(m);
	found->layer = layer;
	found->number = number;
	found->match = (struct match){
		.pattern = &e->pattern,
		.failure = f,
		.groups = groups,
		.group_count = s->group_count,
		.specificity = e->rule.specificity + type_weight(&e->rule, s, f),
		.distance = distance,
	};
}

/* The failures of the chain that `f` stands in. */
static void
matching_chain(const struct matching *m, struct search *s, const struct failure *f)
{
	int at = f == NULL ? -1 : chain_find(&m->chain, f);
	s->chain = arena_array(s->arena, m->chain.count, sizeof(*s->chain));
	for (size_t i = 0; at >= 0 && i < m->chain.count; i++)
		if (m->chain.all[i].top == m->chain.all[at].top)
			s->chain[s->chain_count++] = m->chain.all[i].failure;
}

static void
matching_try(struct matching *m, size_t layer, struct candidates *c, const struct failure *f, unsigned distance,
	     bool text)
{
	struct arena *scratch = m->scratch;
	struct layer *l = &m->catalog->layers[layer];
	struct capture_group groups[REGEX_GROUPS];
	struct search s = {
		.arena = scratch,
		.matcher = &m->catalog->matcher,
		.failures = m->failures,
		.text = m->text,
		.size = m->failures->size,
		.groups = groups,
		.group_capacity = REGEX_GROUPS,
	};
	if (f != NULL)
		s.hierarchy = hierarchy_of(f->type);
	matching_chain(m, &s, f);
	candidate_sort(c);
	struct arena_mark mark = arena_mark(scratch);
	for (size_t i = 0; i < c->count; i++, arena_release(scratch, mark)) {
		struct entry e;
		uint32_t number = c->all[i];
		if (matching_has(m, layer, number) || !database_entry(scratch, &l->db, number, l->name, &e))
			continue;
		/* Whether a stronger layer has the id is asked last: it seldom does. */
		enum verdict v = search_rule(&s, &e, f);
		if (v == VERDICT_EXCEEDED)
			excess_note(scratch, e.pattern.id);
		if (v == VERDICT_YES && !catalog_hides(m->catalog, layer, e.pattern.id))
			matching_keep(m, layer, number, &e, &s, f,
				      text && f != NULL && s.at < f->offset ? 1 : distance);
		entry_free(&e);
	}
}

/* All layers' patterns for one failure's exception or signal. */
static void
matching_failure(struct matching *m, const struct failure *f, int signal, unsigned distance)
{
	for (size_t i = 0; i < m->catalog->count; i++) {
		struct database *db = &m->catalog->layers[i].db;
		struct candidates c = candidate_none(m->scratch);
		if (f != NULL && f->kind != FAILURE_SIGNAL)
			candidate_exception(&c, db, f, strnlen(f->message, SEARCH_MESSAGE));
		if (signal != 0)
			candidate_signal(&c, db, signal);
		matching_try(m, i, &c, f, distance, false);
		arena_reset(m->scratch);
	}
}

static void
matching_text(struct matching *m, const struct failure *root)
{
	for (size_t i = 0; i < m->catalog->count; i++) {
		struct candidates c = candidate_none(m->scratch);
		candidate_text(&c, &m->catalog->layers[i].db, m->text, m->failures->size);
		matching_try(m, i, &c, root, 0, true);
		arena_reset(m->scratch);
	}
}

static int
found_order(const void *a, const void *b)
{
	const struct found *x = a;
	const struct found *y = b;
	const struct pattern *p = x->match.pattern;
	const struct pattern *q = y->match.pattern;
	if (x->layer != y->layer)
		return x->layer < y->layer ? -1 : 1;
	/* An outer exception outweighs its cause when the catalog knows it better by
	 * more ranks than there are steps between them. */
	long weight = (long)p->rank - (long)x->match.distance, other = (long)q->rank - (long)y->match.distance;
	if (weight != other)
		return weight > other ? -1 : 1;
	if (x->match.distance != y->match.distance)
		return x->match.distance < y->match.distance ? -1 : 1;
	if (p->when_count != q->when_count)
		return p->when_count > q->when_count ? -1 : 1;
	if (x->match.specificity != y->match.specificity)
		return x->match.specificity > y->match.specificity ? -1 : 1;
	return strcmp(p->id, q->id);
}

/* The root, then outward whoever has it as a cause; if the catalog knows none of
 * them, the run's other failures. */
static void
matching_root(struct matching *m, const struct failure *root)
{
	unsigned distance = 0;
	int at = chain_find(&m->chain, root);
	int top = at < 0 ? -1 : m->chain.all[at].top;
	matching_failure(m, root, root->signal, distance++);
	while (at >= 0 && (at = m->chain.all[at].parent) >= 0)
		matching_failure(m, m->chain.all[at].failure, 0, distance++);
	if (m->count > 0)
		return;
	for (size_t i = 0; i < m->chain.count; i++)
		if (m->chain.all[i].top != top && m->chain.all[i].failure != root)
			matching_failure(m, m->chain.all[i].failure, 0, distance + (unsigned)m->chain.all[i].top);
}

struct matches
catalog_match(struct arena *a, struct catalog *c, const struct failures *f)
{
	struct matches matches = {NULL, 0};
	struct matching m = {.arena = a, .catalog = c, .failures = f};
	bool silent = f->root == NULL && f->count > 0;
	if (silent || c->count == 0 || (c->matcher.data == NULL && !regex_matcher_init(&c->matcher)))
		return matches;
	m.chain = chain_of(a, f);
	m.text = regex_subject(a, f->text, f->size);
	m.scratch = arena_within(a);
	matching_text(&m, f->root);
	if (f->root != NULL)
		matching_root(&m, f->root);
	else if (f->run != NULL && f->run->status > 128 && f->run->status < 160)
		matching_failure(&m, NULL, f->run->status - 128, 0);
	if (m.count == 0)
		return matches;
	qsort(m.found, m.count, sizeof(*m.found), found_order);
	matches.all = arena_array(a, m.count, sizeof(*matches.all));
	for (size_t i = 0; i < m.count; i++)
		matches.all[i] = m.found[i].match;
	matches.count = m.count;
	return matches;
}
