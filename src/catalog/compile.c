#include "catalog/compile.h"

#include <cdb.h>
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
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

struct compiler {
	struct arena *arena;
	struct arena *scratch; /* emptied after each pattern */
	struct cdb_make cdb;
	struct buf record;
	struct posting *postings;
	size_t count, capacity;
	uint32_t *grams; /* how many literals hold a gram, by a hash of it */
	bool failed;
};

enum { GRAM_SLOTS = 1 << 18 };

char *
compile_maker(struct arena *a)
{
	char version[64] = "";
	uint32_t link_size = 0;
	pcre2_config(PCRE2_CONFIG_VERSION, version);
	pcre2_config(PCRE2_CONFIG_LINKSIZE, &link_size);
	return arena_printf(a, "remedy catalog 7, remedy %s, pcre2 %.60s, %u, %zu", REMEDY_VERSION, version, link_size,
			    sizeof(size_t));
}

static void
compiler_add(struct compiler *c, const void *key, unsigned key_size, const void *value, size_t size)
{
	if (!c->failed && cdb_make_add(&c->cdb, key, key_size, value, (unsigned)size) != 0)
		c->failed = true;
}

/* Adds the record that was begun in c->record. */
static void
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

/* Row `row` under `letter name`; the first that claims a name keeps it. */
static void
compiler_row(struct compiler *c, char letter, const char *name, const char *const *fields, size_t count)
{
	char key[INDEX_KEY];
	unsigned size = index_key(key, letter, name, strlen(name));
	record_begin(&c->record);
	for (size_t i = 0; i < count; i++)
		record_text(&c->record, fields[i]);
	record_seal(&c->record);
	if (!c->failed &&
	    cdb_make_put(&c->cdb, key, size, c->record.text, (unsigned)c->record.size, CDB_PUT_INSERT) < 0)
		c->failed = true;
}

static void
compiler_modules(struct compiler *c, const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct module_entry *m = &rows->all[i].module;
		const char *const fields[] = {m->import, m->distribution, m->apt,   m->dnf, m->pacman,
					      m->apk,    m->brew,         m->conda, m->note};
		compiler_row(c, 'm', m->import, fields, sizeof(fields) / sizeof(*fields));
	}
	/* A distribution's own import name goes before others that it provides. */
	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; i < rows->count; i++) {
			const struct module_entry *m = &rows->all[i].module;
			if (m->distribution == NULL)
				continue;
			const char *normal = tables_normal(c->arena, m->distribution);
			if ((strcmp(tables_normal(c->arena, m->import), normal) == 0) != (own == 1))
				continue;
			const char *const fields[] = {m->import, m->distribution, m->apt,   m->dnf, m->pacman,
						      m->apk,    m->brew,         m->conda, m->note};
			compiler_row(c, 'd', normal, fields, sizeof(fields) / sizeof(*fields));
		}
}

static int
name_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All names that an import may mean, for the one that a misspelt name is near. */
static void
compiler_names(struct compiler *c, const struct source *s)
{
	const struct rows *modules = &s->tables[TABLE_MODULES];
	const struct rows *standard = &s->tables[TABLE_STDLIB];
	size_t total = modules->count + standard->count, count = 0;
	const char **names = arena_array(c->arena, total, sizeof(*names));
	for (size_t i = 0; i < modules->count; i++)
		names[count++] = modules->all[i].key;
	for (size_t i = 0; i < standard->count; i++)
		if (standard->all[i].key[0] != '_' && standard->all[i].stdlib.removed == NULL)
			names[count++] = standard->all[i].key;
	qsort(names, count, sizeof(*names), name_order);
	for (size_t i = 0; i < count;) {
		char key[INDEX_KEY];
		char first = names[i][0];
		record_begin(&c->record);
		for (; i < count && names[i][0] == first; i++)
			buf_add(&c->record, names[i], strlen(names[i]) + 1);
		compiler_seal(c, key, index_key(key, 'M', &first, 1));
	}
}

/* What a linker asks for, "link:pq" for libpq.so.5: the development files, not the shared object's package. */
static void
compiler_link(struct compiler *c, const char *soname, const char *const fields[], size_t count)
{
	const char *end = strstr(soname, ".so");
	if (strncmp(soname, "lib", 3) == 0 && end != NULL && end > soname + 3)
		compiler_row(c, 's', arena_printf(c->arena, "link:%.*s", (int)(end - soname - 3), soname + 3), fields,
			     count);
}

static void
compiler_system(struct compiler *c, const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct row *row = &rows->all[i];
		const struct system_entry *s = &row->system;
		const struct system_entry *t = row->runtime.name != NULL ? &row->runtime : s;
		const char *const fields[] = {s->name, s->apt, s->dnf, s->pacman, s->apk, s->zypper, s->brew};
		const char *const run[] = {t->name,
					   t->apt != NULL ? t->apt : s->apt,
					   t->dnf != NULL ? t->dnf : s->dnf,
					   t->pacman != NULL ? t->pacman : s->pacman,
					   t->apk != NULL ? t->apk : s->apk,
					   t->zypper != NULL ? t->zypper : s->zypper,
					   t->brew != NULL ? t->brew : s->brew};
		enum { FIELDS = sizeof(fields) / sizeof(*fields) };
		compiler_row(c, 's', s->name, fields, FIELDS);
		const struct {
			const char *prefix;
			const char **names;
			const char *const *fields;
		} more[] = {{"header", row->headers, fields},
			    {"pkgconfig", row->pkgconfig, fields},
			    {"library", row->libraries, run},
			    {"tool", row->tools, fields}};
		for (size_t k = 0; k < sizeof(more) / sizeof(*more); k++)
			for (size_t j = 0; more[k].names != NULL && more[k].names[j] != NULL; j++)
				compiler_row(c, 's', arena_printf(c->arena, "%s:%s", more[k].prefix, more[k].names[j]),
					     more[k].fields, FIELDS);
		bool builds = row->headers != NULL || row->pkgconfig != NULL || row->runtime.name != NULL;
		for (size_t j = 0; builds && row->libraries != NULL && row->libraries[j] != NULL; j++)
			compiler_link(c, row->libraries[j], fields, FIELDS);
	}
}

static void
compiler_stdlib(struct compiler *c, const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct stdlib_entry *s = &rows->all[i].stdlib;
		const char *const fields[] = {s->module, s->added, s->removed, s->replacement, s->library, s->debian};
		compiler_row(c, 'l', s->module, fields, sizeof(fields) / sizeof(*fields));
	}
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
	for (size_t i = 0; i < s->disabled_count; i++)
		compiler_add(c, key, index_key(key, 'D', s->disabled[i], strlen(s->disabled[i])), "", 0);
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
	compiler_modules(c, &s->tables[TABLE_MODULES]);
	compiler_system(c, &s->tables[TABLE_SYSTEM]);
	compiler_stdlib(c, &s->tables[TABLE_STDLIB]);
	compiler_names(c, s);
	bool failed = cdb_make_finish(&c->cdb) != 0 || c->failed;
	arena_free(c->scratch);
	arena_free(c->arena);
	free(c);
	return !failed;
}
