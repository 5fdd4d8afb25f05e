#include "catalog/compile.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/compiler.h"
#include "catalog/entry.h"
#include "catalog/hierarchy.h"
#include "catalog/index.h"
#include "catalog/literal.h"
#include "catalog/record.h"

/* That a pattern is found under a key. */
struct posting {
	const char *key;
	unsigned key_size;
	uint32_t number;
	const char *literal; /* for G keys */
	uint8_t size, place;
};

enum { GRAM_SLOTS = 1 << 18 };

char *
compile_maker(struct arena *a)
{
	char version[64] = "";
	uint32_t link_size = 0;
	pcre2_config(PCRE2_CONFIG_VERSION, version);
	pcre2_config(PCRE2_CONFIG_LINKSIZE, &link_size);
	return arena_printf(a, "remedy catalog 8, remedy %s, pcre2 %.60s, %u, %zu", REMEDY_VERSION, version, link_size,
			    sizeof(size_t));
}

void
compiler_add(struct compiler *c, const void *key, unsigned key_size, const void *value, size_t size)
{
	if (!c->failed && cdb_make_add(&c->cdb, key, key_size, value, (unsigned)size) != 0)
		c->failed = true;
}

void
compiler_seal(struct compiler *c, const void *key, unsigned key_size)
{
	record_seal(&c->record);
	compiler_add(c, key, key_size, c->record.text, c->record.size);
}

static struct posting *
compiler_post(struct compiler *c, const char *key, unsigned size, uint32_t number)
{
	if (c->count == c->capacity) {
		size_t capacity = c->capacity == 0 ? 1024 : c->capacity * 2;
		struct posting *grown = arena_array(c->arena, capacity, sizeof(*grown));
		if (c->count > 0)
			memcpy(grown, c->postings, c->count * sizeof(*grown));
		c->postings = grown;
		c->capacity = capacity;
	}
	struct posting *p = &c->postings[c->count++];
	*p = (struct posting){.key = arena_strndup(c->arena, key, size), .key_size = size, .number = number};
	return p;
}

static uint32_t
gram_slot(const char *p)
{
	return index_hash(0, index_gram(p)) & (GRAM_SLOTS - 1);
}

/* Where the gram stands that the fewest literals of this catalog hold. */
static size_t
gram_rarest(const struct compiler *c, const char *bytes, size_t size)
{
	size_t best = 0;
	for (size_t i = 1; i + INDEX_GRAM <= size; i++)
		if (c->grams[gram_slot(bytes + i)] < c->grams[gram_slot(bytes + best)])
			best = i;
	return best;
}

static double
compiler_score(void *context, const char *bytes, size_t size)
{
	const struct compiler *c = context;
	uint32_t rarity = c->grams[gram_slot(bytes + gram_rarest(c, bytes, size))];
	return 1e6 / (1.0 + rarity) + (double)size;
}

/* For the look in passing, a literal that is long enough to be looked for at
 * every fourth byte goes before one that is seldom. */
static double
wording_score(void *context, const char *bytes, size_t size)
{
	return size < LITERAL_PASSING ? (double)size : 1e3 + compiler_score(context, bytes, size);
}

/* The literals that tell of text patterns in a long text. */
static void
compiler_wording(struct compiler *c, const struct source *s)
{
	record_begin(&c->record);
	for (size_t i = 0; i < s->pattern_count; i++) {
		const char *regex = s->patterns[i]->rule.regex[CLAUSE_TEXT];
		struct literals l = {NULL, 0};
		if (regex != NULL)
			l = literals_of(c->scratch, regex, wording_score, c);
		for (size_t k = 0; k < l.count; k++)
			if (l.all[k].size >= LITERAL_PASSING)
				record_bytes(&c->record, l.all[k].bytes, l.all[k].size);
		arena_reset(c->scratch);
	}
	compiler_seal(c, "L", 1);
}

static const char *
rule_key_regex(const struct rule *r)
{
	return r->regex[CLAUSE_TEXT] != NULL ? r->regex[CLAUSE_TEXT] : r->regex[CLAUSE_MATCH];
}

static void
compiler_count_grams(struct compiler *c, const struct source *s)
{
	for (size_t i = 0; i < s->pattern_count; i++) {
		const char *regex = rule_key_regex(&s->patterns[i]->rule);
		if (regex == NULL)
			continue;
		struct literals all = literals_everywhere(c->scratch, regex);
		for (size_t k = 0; k < all.count; k++)
			for (size_t j = 0; j + INDEX_GRAM <= all.all[k].size; j++)
				c->grams[gram_slot(all.all[k].bytes + j)]++;
		arena_reset(c->scratch);
	}
}

static void
post_grams(struct compiler *c, uint32_t scope, const struct literals *l, uint32_t number)
{
	for (size_t i = 0; i < l->count; i++) {
		char key[INDEX_KEY];
		size_t place = gram_rarest(c, l->all[i].bytes, l->all[i].size);
		unsigned size = index_gram_key(key, scope, index_gram(l->all[i].bytes + place));
		struct posting *p = compiler_post(c, key, size, number);
		p->literal = arena_strndup(c->arena, l->all[i].bytes, l->all[i].size);
		p->size = (uint8_t)l->all[i].size;
		p->place = (uint8_t)place;
	}
}

static void
compiler_index(struct compiler *c, const struct rule *r, uint32_t number)
{
	char key[INDEX_KEY];
	struct literals literals = {NULL, 0};
	if (rule_key_regex(r) != NULL)
		literals = literals_of(c->scratch, rule_key_regex(r), compiler_score, c);
	if (r->regex[CLAUSE_TEXT] != NULL && literals.count > 0)
		post_grams(c, 0, &literals, number);
	else if (r->regex[CLAUSE_TEXT] != NULL)
		compiler_post(c, "A", 1, number);
	for (size_t i = 0; r->exceptions != NULL && r->exceptions[i] != NULL; i++) {
		const char *name = hierarchy_name(r->exceptions[i]);
		compiler_post(c, key, index_key(key, 'T', name, strlen(name)), number);
		if (literals.count > 0)
			post_grams(c, index_scope(name), &literals, number);
		else
			compiler_post(c, key, index_key(key, 'U', name, strlen(name)), number);
	}
	for (size_t i = 0; r->signals != NULL && r->signals[i] != 0; i++)
		compiler_post(c, key, index_key(key, 'S', &r->signals[i], sizeof(r->signals[i])), number);
	arena_reset(c->scratch);
}

static int
posting_order(const void *a, const void *b)
{
	const struct posting *x = a;
	const struct posting *y = b;
	unsigned shorter = x->key_size < y->key_size ? x->key_size : y->key_size;
	int order = memcmp(x->key, y->key, shorter);
	if (order == 0)
		order = (x->key_size > y->key_size) - (x->key_size < y->key_size);
	return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

static bool
posting_is_of(const struct posting *p, const struct posting *first)
{
	return p->key_size == first->key_size && memcmp(p->key, first->key, p->key_size) == 0;
}

/* A bit set of the G keys whose scope is (texts) or is not 0. */
static void
compiler_bits(struct compiler *c, bool texts)
{
	static const uint32_t text_scope = 0;
	size_t keys = 0;
	uint32_t bits = 1024;
	for (int pass = 0; pass < 2; pass++) {
		unsigned char *set = NULL;
		if (pass == 1) {
			while (bits < (1U << 24) && bits / 16 < keys)
				bits *= 2;
			set = arena_alloc(c->arena, bits / 8);
		}
		for (size_t i = 0; i < c->count; i++) {
			const struct posting *p = &c->postings[i];
			if (p->key[0] != 'G' || (memcmp(p->key + 1, &text_scope, sizeof(text_scope)) == 0) != texts)
				continue;
			keys += i == 0 || !posting_is_of(p, &c->postings[i - 1]);
			if (set != NULL) {
				uint32_t scope;
				memcpy(&scope, p->key + 1, sizeof(scope));
				uint32_t hash = index_hash(scope, index_gram(p->key + 1 + sizeof(scope)));
				uint32_t places[] = {hash & (bits - 1), index_hash_again(hash) & (bits - 1)};
				for (int k = 0; k < 2; k++)
					set[places[k] / 8] |= (unsigned char)(1U << places[k] % 8);
			}
		}
		if (set != NULL && keys > 0)
			compiler_add(c, texts ? "B" : "b", 1, set, bits / 8);
	}
}

static void
compiler_postings(struct compiler *c)
{
	if (c->count > 0)
		qsort(c->postings, c->count, sizeof(*c->postings), posting_order);
	for (size_t i = 0; i < c->count;) {
		const struct posting *first = &c->postings[i];
		record_begin(&c->record);
		for (; i < c->count && posting_is_of(&c->postings[i], first); i++) {
			const struct posting *p = &c->postings[i];
			record_number(&c->record, p->number);
			if (p->literal == NULL)
				continue;
			buf_add_char(&c->record, (char)p->place);
			buf_add_char(&c->record, (char)p->size);
			buf_add(&c->record, p->literal, p->size);
		}
		compiler_seal(c, first->key, first->key_size);
	}
	compiler_bits(c, true);
	compiler_bits(c, false);
}

/* By exception, since one failure tries patterns of one exception: what is read
 * together stands together. */
static int
pattern_order(const void *a, const void *b, void *source)
{
	const struct source *s = source;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	const char **p = s->patterns[x]->rule.exceptions, **q = s->patterns[y]->rule.exceptions;
	int order = strcmp(p != NULL && *p != NULL ? *p : "", q != NULL && *q != NULL ? *q : "");
	return order != 0 ? order : (x > y) - (x < y);
}

static void
compiler_entries(struct compiler *c, const struct source *s)
{
	uint32_t *order = arena_array(c->arena, s->pattern_count, sizeof(*order));
	for (uint32_t i = 0; i < s->pattern_count; i++)
		order[i] = i;
	qsort_r(order, s->pattern_count, sizeof(*order), pattern_order, (void *)(uintptr_t)s);
	struct serial_head head = serial_head(c->arena);
	char key[INDEX_KEY];
	record_begin(&c->record);
	record_bytes(&c->record, head.bytes, head.size);
	compiler_seal(c, "C", 1);
	for (size_t i = 0; i < s->pattern_count; i++) {
		const struct definition *def = s->patterns[order[i]];
		if (!entry_write(&c->record, &def->pattern, &def->rule, head))
			c->failed = true;
		compiler_add(c, key, index_number_key(key, 'P', order[i]), c->record.text, c->record.size);
	}
	/* Apart, so that what is tried together also lies in few pages. */
	for (size_t i = 0; i < s->pattern_count; i++) {
		entry_write_pattern(&c->record, &s->patterns[order[i]]->pattern);
		compiler_add(c, key, index_number_key(key, 'W', order[i]), c->record.text, c->record.size);
	}
}

static void
compiler_patterns(struct compiler *c, const struct source *s)
{
	char key[INDEX_KEY];
	compiler_count_grams(c, s);
	compiler_entries(c, s);
	for (uint32_t i = 0; i < s->pattern_count; i++) {
		const struct definition *def = s->patterns[i];
		record_begin(&c->record);
		record_number(&c->record, i);
		compiler_seal(c, key, index_key(key, 'I', def->pattern.id, strlen(def->pattern.id)));
		compiler_index(c, &def->rule, i);
	}
	compiler_postings(c);
	compiler_wording(c, s);
	for (size_t i = 0; i < s->disabled_count; i++) {
		const struct disabled *one = s->disabled[i];
		record_begin(&c->record);
		record_text(&c->record, one->file);
		record_number(&c->record, (uint32_t)one->line);
		compiler_seal(c, key, index_key(key, 'D', one->id, strlen(one->id)));
	}
}

bool
compile_write(int fd, const struct source *s, const char *fingerprint)
{
	struct compiler *c = calloc(1, sizeof(*c));
	if (c == NULL)
		return false;
	c->arena = arena_new();
	c->scratch = arena_new();
	c->record = buf_new(c->arena);
	c->grams = arena_array(c->arena, GRAM_SLOTS, sizeof(*c->grams));
	c->failed = cdb_make_start(&c->cdb, fd) != 0;
	record_begin(&c->record);
	record_text(&c->record, compile_maker(c->arena));
	record_text(&c->record, fingerprint);
	record_number(&c->record, (uint32_t)s->pattern_count);
	compiler_seal(c, "H", 1);
	compiler_patterns(c, s);
	compiler_tables(c, s);
	bool failed = cdb_make_finish(&c->cdb) != 0 || c->failed;
	arena_free(c->scratch);
	arena_free(c->arena);
	free(c);
	return !failed;
}
