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

static void
pattern_write(struct buf *b, const struct pattern *p)
{
	record_text(b, p->id);
	record_text(b, p->file);
	record_number(b, (uint32_t)p->line);
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
}

static const char *
text_or_empty(const char *s)
{
	return s == NULL ? "" : s;
}

/* Which pattern it is. */
static void
pattern_read_head(struct pattern *p, const char *layer, struct record *r)
{
	p->layer = layer;
	p->id = text_or_empty(record_get_text(r));
	p->file = text_or_empty(record_get_text(r));
	p->line = (int)record_get_number(r);
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
		if (kind > FIX_SAY)
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

bool
entry_write(struct buf *b, const struct pattern *p, const struct rule *rule)
{
	record_begin(b);
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
	uint8_t *bytes = NULL;
	PCRE2_SIZE size = 0;
	if (good && count > 0)
		good = pcre2_serialize_encode(codes, count, &bytes, &size, NULL) == count;
	record_bytes(b, bytes, good ? size : 0);
	pcre2_serialize_free(bytes);
	for (int32_t i = 0; i < count; i++)
		pcre2_code_free((pcre2_code *)codes[i]);
	rule_write(b, rule);
	pattern_write(b, p);
	record_seal(b);
	return good;
}

bool
entry_read(struct arena *a, struct entry *e, const char *layer, const void *bytes, size_t size, bool codes)
{
	*e = (struct entry){0};
	struct record r;
	if (!record_open(&r, bytes, size))
		return false;
	size_t code_size = 0;
	const void *code = record_get_bytes(&r, &code_size);
	if (!codes) {
		/* To be kept: out of the database's memory. */
		size_t rest = (size_t)(r.end - r.p);
		r.p = memcpy(arena_alloc(a, rest), r.p, rest);
		r.end = r.p + rest;
	}
	rule_read(a, &e->rule, &r);
	pattern_read_head(&e->pattern, layer, &r);
	if (!codes)
		pattern_read(a, &e->pattern, &r);
	if (r.bad)
		return false;
	int32_t count = 0;
	for (int c = 0; c < CLAUSES; c++)
		count += e->rule.regex[c] != NULL;
	if (!codes || count == 0)
		return true;
	const uint8_t *aligned = code;
	if ((uintptr_t)code % sizeof(void *) != 0)
		aligned = memcpy(arena_alloc(a, code_size), code, code_size);
	pcre2_code *decoded[CLAUSES] = {NULL};
	if (code_size < 16 || pcre2_serialize_get_number_of_codes(aligned) != count ||
	    pcre2_serialize_decode(decoded, count, aligned, NULL) != count) {
		for (int32_t i = 0; i < CLAUSES; i++)
			pcre2_code_free(decoded[i]);
		return false;
	}
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
