#include "catalog/entry.h"

#include <stdint.h>
#include <string.h>

#include "catalog/regex.h"

static void
when_write(struct buf *b, const struct condition *when, size_t count)
{
	record_number(b, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		record_text(b, when[i].fact);
		record_text(b, when[i].value);
		record_texts(b, when[i].any);
	}
}

static const struct condition *
when_read(struct arena *a, struct record *r, size_t *count)
{
	*count = record_get_number(r);
	if (r->bad || *count > (size_t)(r->end - r->p) / 12) {
		r->bad = true;
		*count = 0;
		return NULL;
	}
	struct condition *when = arena_array(a, *count, sizeof(*when));
	for (size_t i = 0; i < *count && !r->bad; i++) {
		when[i].fact = record_get_text(r);
		when[i].value = record_get_text(r);
		when[i].any = record_get_texts(a, r);
	}
	return when;
}

static void
numbers_write(struct buf *b, const int *numbers, int last)
{
	uint32_t count = 0;
	while (numbers != NULL && numbers[count] != last)
		count++;
	record_number(b, count);
	for (uint32_t i = 0; i < count; i++)
		record_number(b, (uint32_t)numbers[i]);
}

static const int *
numbers_read(struct arena *a, struct record *r, int last)
{
	uint32_t count = record_get_number(r);
	if (r->bad || count > (size_t)(r->end - r->p) / sizeof(count)) {
		r->bad = true;
		return NULL;
	}
	if (count == 0)
		return NULL;
	int *numbers = arena_array(a, (size_t)count + 1, sizeof(*numbers));
	for (uint32_t i = 0; i < count; i++)
		numbers[i] = (int)record_get_number(r);
	numbers[count] = last;
	return numbers;
}

void
entry_write_pattern(struct buf *b, const struct pattern *p)
{
	record_begin(b);
	record_number(b, (uint32_t)p->rank);
	record_text(b, p->summary);
	record_text(b, p->why);
	record_texts(b, p->docs);
	record_texts(b, p->seen);
	when_write(b, p->when, p->when_count);
	record_number(b, (uint32_t)p->fix_count);
	for (size_t i = 0; i < p->fix_count; i++) {
		const struct fix_template *f = &p->fixes[i];
		record_number(b, (uint32_t)f->kind);
		const char *const texts[] = {f->value, f->label, f->reason, f->file, f->line, f->before, f->after};
		for (size_t k = 0; k < sizeof(texts) / sizeof(*texts); k++)
			record_text(b, texts[k]);
		when_write(b, f->when, f->when_count);
	}
	record_seal(b);
}

static const char *
text_or_empty(const char *s)
{
	return s == NULL ? "" : s;
}

static void
pattern_write_name(struct buf *b, const struct pattern *p)
{
	record_text(b, p->id);
	record_text(b, p->file);
	record_number(b, (uint32_t)p->line);
}

static void
pattern_read(struct arena *a, struct pattern *p, struct record *r)
{
	static const char *none[] = {NULL};
	p->rank = (int)record_get_number(r);
	p->summary = text_or_empty(record_get_text(r));
	p->why = text_or_empty(record_get_text(r));
	p->docs = record_get_texts(a, r);
	p->seen = record_get_texts(a, r);
	if (p->docs == NULL)
		p->docs = none;
	if (p->seen == NULL)
		p->seen = none;
	p->when = when_read(a, r, &p->when_count);
	p->fix_count = record_get_number(r);
	if (r->bad || p->fix_count > (size_t)(r->end - r->p) / 32) {
		r->bad = true;
		p->fix_count = 0;
		return;
	}
	struct fix_template *fixes = arena_array(a, p->fix_count, sizeof(*fixes));
	for (size_t i = 0; i < p->fix_count && !r->bad; i++) {
		struct fix_template *f = &fixes[i];
		uint32_t kind = record_get_number(r);
		if (kind > FIX_RETYPE)
			r->bad = true;
		f->kind = (enum fix_kind)kind;
		f->value = text_or_empty(record_get_text(r));
		f->label = text_or_empty(record_get_text(r));
		f->reason = text_or_empty(record_get_text(r));
		f->file = record_get_text(r);
		f->line = record_get_text(r);
		f->before = record_get_text(r);
		f->after = record_get_text(r);
		f->when = when_read(a, r, &f->when_count);
	}
	p->fixes = fixes;
}

static void
rule_write(struct buf *b, const struct rule *rule)
{
	record_texts(b, rule->exceptions);
	numbers_write(b, rule->signals, 0);
	numbers_write(b, rule->statuses, -1);
	record_number(b, (uint32_t)rule->where);
	record_text(b, rule->chain_exception);
	record_number(b, rule->specificity);
	for (int c = 0; c < CLAUSES; c++)
		record_text(b, rule->regex[c]);
}

static void
rule_read(struct arena *a, struct rule *rule, struct record *r)
{
	rule->exceptions = record_get_texts(a, r);
	rule->signals = numbers_read(a, r, 0);
	rule->statuses = numbers_read(a, r, -1);
	uint32_t where = record_get_number(r);
	rule->where = where <= FRAME_USER ? (enum frame_where)where : FRAME_ANY;
	rule->chain_exception = record_get_text(r);
	rule->specificity = record_get_number(r);
	for (int c = 0; c < CLAUSES; c++)
		rule->regex[c] = record_get_text(r);
}

/* The expressions, compiled. */
static bool
codes_write(struct buf *b, const struct rule *rule, struct serial_head head)
{
	const pcre2_code *codes[CLAUSES];
	int32_t count = 0;
	bool good = true;
	for (int c = 0; c < CLAUSES && good; c++) {
		struct regex_error error;
		if (rule->regex[c] == NULL)
			continue;
		codes[count] = regex_compile(rule->regex[c], (enum clause)c, &error);
		good = codes[count] != NULL;
		count += good;
	}
	size_t before = b->size;
	record_number(b, 0);
	if (good && count > 0)
		good = serial_write(b, head, codes, count);
	uint32_t size = (uint32_t)(b->size - before - sizeof(size));
	memcpy(b->text + before, &size, sizeof(size));
	for (int32_t i = 0; i < count; i++)
		pcre2_code_free((pcre2_code *)codes[i]);
	return good;
}

/* The literals of an expression, each behind its size; none without an expression. */
static void
literals_write(struct buf *b, const char *regex)
{
	struct arena *scratch = arena_new();
	struct literals l = {NULL, 0};
	if (regex != NULL)
		l = literals_of(scratch, regex, NULL, NULL);
	record_number(b, (uint32_t)l.count);
	for (size_t i = 0; i < l.count; i++)
		record_bytes(b, l.all[i].bytes, l.all[i].size);
	arena_free(scratch);
}

static struct literals
literals_read(struct arena *a, struct record *r)
{
	struct literals l = {NULL, record_get_number(r)};
	if (l.count > LITERALS_MAX) {
		r->bad = true;
		l.count = 0;
	}
	if (l.count > 0)
		l.all = arena_array(a, l.count, sizeof(*l.all));
	for (size_t i = 0; i < l.count; i++)
		l.all[i].bytes = record_get_bytes(r, &l.all[i].size);
	return l;
}

bool
entry_write(struct buf *b, const struct pattern *p, const struct rule *rule, struct serial_head head)
{
	record_begin(b);
	bool good = codes_write(b, rule, head);
	rule_write(b, rule);
	pattern_write_name(b, p);
	literals_write(b, rule->regex[CLAUSE_TEXT]);
	literals_write(b, rule->regex[CLAUSE_CONTEXT]);
	record_seal(b);
	return good;
}

/* A copy out of the database's memory. */
static struct record
record_kept(struct arena *a, const struct record *r)
{
	size_t size = (size_t)(r->end - r->p);
	const char *bytes = memcpy(arena_alloc(a, size), r->p, size);
	return (struct record){bytes, bytes + size, false};
}

static void
entry_read_rule(struct arena *a, struct entry *e, const char *layer, struct record *r)
{
	rule_read(a, &e->rule, r);
	e->pattern.layer = layer;
	e->pattern.id = text_or_empty(record_get_text(r));
	e->pattern.file = text_or_empty(record_get_text(r));
	e->pattern.line = (int)record_get_number(r);
}

bool
entry_keep(struct arena *a, struct entry *e, const char *layer, struct record trial, struct record pattern)
{
	*e = (struct entry){0};
	size_t code_size;
	record_get_bytes(&trial, &code_size);
	trial = record_kept(a, &trial);
	pattern = record_kept(a, &pattern);
	entry_read_rule(a, e, layer, &trial);
	pattern_read(a, &e->pattern, &pattern);
	return !trial.bad && !pattern.bad;
}

bool
entry_read(struct arena *a, struct entry *e, const char *layer, struct record r, struct serial_head head)
{
	*e = (struct entry){.trial = r};
	size_t code_size = 0;
	const void *code = record_get_bytes(&r, &code_size);
	entry_read_rule(a, e, layer, &r);
	e->text = literals_read(a, &r);
	e->context = literals_read(a, &r);
	if (r.bad)
		return false;
	int32_t count = 0;
	for (int c = 0; c < CLAUSES; c++)
		count += e->rule.regex[c] != NULL;
	if (count == 0)
		return true;
	pcre2_code *decoded[CLAUSES];
	if (!serial_read(a, head, code, code_size, decoded, count))
		return false;
	count = 0;
	for (int c = 0; c < CLAUSES; c++)
		if (e->rule.regex[c] != NULL)
			e->codes[c] = decoded[count++];
	return true;
}

void
entry_free(struct entry *e)
{
	for (int c = 0; c < CLAUSES; c++) {
		pcre2_code_free(e->codes[c]);
		e->codes[c] = NULL;
	}
}
