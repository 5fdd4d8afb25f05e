#include "catalog/trace.h"

#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/text.h"
#include "catalog/candidate.h"
#include "catalog/chain.h"
#include "catalog/layer.h"
#include "catalog/literal.h"
#include "catalog/search.h"

enum { TRACES = 10, SUBJECT = 2000, TRIED = 2000 };

struct tracing {
	struct arena *arena;
	struct catalog *catalog;
	const struct failures *failures;
	struct chain chain;
	const char *text;
	const char *id;
	struct trace *all;
	size_t count;
};

/* How far into the text the expression can be led: the greatest end of a partial
 * match that used the most characters, over all prefixes of the text. */
static size_t
trace_reach(struct regex_matcher *m, const pcre2_code *code, const char *text, size_t size)
{
	size_t best = 0;
	size_t reached = 0;
	PCRE2_SIZE *places = pcre2_get_ovector_pointer(m->data);
	for (size_t end = 1; end <= size; end++) {
		if (end < size && ((unsigned char)text[end] & 0xC0) == 0x80)
			continue;
		int rc = pcre2_match(code, (PCRE2_SPTR)text, end, 0, PCRE2_PARTIAL_HARD | PCRE2_NO_UTF_CHECK, m->data,
				     m->context);
		if (rc == PCRE2_ERROR_PARTIAL && end - places[0] >= best) {
			best = end - places[0];
			reached = end;
		}
	}
	return reached;
}

/* The text that a clause was about; NULL if there was none. */
static const char *
trace_subject(struct tracing *t, const struct entry *e, int clause, const struct failure *f)
{
	const struct frame *frame = f == NULL || f->frame_count == 0 ? NULL : &f->frames[f->frame_count - 1];
	if (frame != NULL && e->rule.where == FRAME_USER)
		frame = failure_user_frame(f);
	switch (clause) {
	case CLAUSE_MATCH:
		return f == NULL ? NULL : f->message;
	case CLAUSE_FRAME_FILE:
		return f != NULL && f->file != NULL ? f->file : frame != NULL ? frame->file : NULL;
	case CLAUSE_FRAME_FUNCTION:
		return frame != NULL ? frame->function : NULL;
	case CLAUSE_FRAME_SOURCE:
		return f != NULL && f->file != NULL ? f->source : frame != NULL ? frame->source : NULL;
	case CLAUSE_COMMAND:
		return t->failures->run != NULL ? t->failures->run->command : NULL;
	case CLAUSE_CHAIN:
		return f != NULL && f->cause != NULL ? f->cause->message : NULL;
	case CLAUSE_TEXT:
	case CLAUSE_CONTEXT:
		return f != NULL && f->offset < t->failures->size ? t->text + f->offset : t->text;
	default:
		return NULL;
	}
}

/* The line of a long text that the expression comes furthest in. */
static const char *
trace_line(struct tracing *t, const pcre2_code *code, const char *text, size_t *reached)
{
	const char *best = NULL;
	size_t furthest = 0;
	size_t tried = 0;
	for (const char *p = text; *p != '\0' && tried < TRIED; tried++) {
		size_t n = strcspn(p, "\n");
		const char *line = arena_strndup(t->arena, p, n < SUBJECT / 4 ? n : SUBJECT / 4);
		line = regex_subject(t->arena, line, strlen(line));
		size_t r = n == 0 ? 0 : trace_reach(&t->catalog->matcher, code, line, strlen(line));
		if (best == NULL || r > furthest) {
			furthest = r;
			best = line;
		}
		p += n;
		p += *p == '\n';
	}
	*reached = furthest;
	return best;
}

static const char *
clause_label(int clause)
{
	switch (clause) {
	case SEARCH_TYPE:
		return "exception";
	case SEARCH_STATUS:
		return "status";
	case SEARCH_CHAIN_TYPE:
		return "chain.exception";
	case SEARCH_SIGNAL:
		return "signal";
	default:
		return clause_name((enum clause)clause);
	}
}

static void
trace_fill(struct tracing *t, struct trace *trace, const struct entry *e, int clause, const struct failure *f)
{
	trace->clause = clause_label(clause);
	if (clause >= CLAUSES)
		return;
	trace->regex = arena_strdup(t->arena, e->rule.regex[clause]);
	const char *subject = trace_subject(t, e, clause, f);
	if (subject == NULL)
		return;
	size_t reached = 0;
	const pcre2_code *code = e->codes[clause];
	if (clause == CLAUSE_TEXT || clause == CLAUSE_CONTEXT) {
		subject = trace_line(t, code, subject, &reached);
		if (subject == NULL)
			return;
	} else {
		size_t size = strnlen(subject, SUBJECT);
		subject = regex_subject(t->arena, arena_strndup(t->arena, subject, size), size);
		reached = trace_reach(&t->catalog->matcher, code, subject, size);
	}
	trace->share = (unsigned)(reached * 1000 / (strlen(subject) + 1));
	/* Made safe in two parts, so that the place stays right. */
	const char *before = text_safe(t->arena, arena_strndup(t->arena, subject, reached), SUBJECT);
	const char *after = text_safe(t->arena, subject + reached, SUBJECT);
	trace->subject = arena_printf(t->arena, "%s%s", before, after);
	trace->reached = strlen(before);
}

static void
trace_one(struct tracing *t, size_t layer, uint32_t number, const struct failure *f)
{
	struct layer *l = &t->catalog->layers[layer];
	struct entry e;
	if (!database_entry(t->arena, &l->db, number, l->name, &e))
		return;
	if (t->id == NULL ? catalog_hides(t->catalog, layer, e.pattern.id) : strcmp(t->id, e.pattern.id) != 0) {
		entry_free(&e);
		return;
	}
	struct capture_group groups[REGEX_GROUPS];
	struct search s = {
		.arena = t->arena,
		.matcher = &t->catalog->matcher,
		.failures = t->failures,
		.text = t->text,
		.size = t->failures->size,
		.groups = groups,
		.group_capacity = REGEX_GROUPS,
	};
	int at = f == NULL ? -1 : chain_find(&t->chain, f);
	s.chain = arena_array(t->arena, t->chain.count, sizeof(*s.chain));
	for (size_t i = 0; at >= 0 && i < t->chain.count; i++)
		if (t->chain.all[i].top == t->chain.all[at].top)
			s.chain[s.chain_count++] = t->chain.all[i].failure;
	if (f != NULL)
		s.hierarchy = hierarchy_of(f->type);
	enum verdict v = search_rule(&s, &e, f);
	struct trace *trace = &t->all[t->count++];
	*trace = (struct trace){.id = arena_strdup(t->arena, e.pattern.id),
				.file = arena_strdup(t->arena, e.pattern.file),
				.line = e.pattern.line,
				.failure = f,
				.share = 1000};
	trace->exceeded = v == VERDICT_EXCEEDED;
	if (v != VERDICT_YES)
		trace_fill(t, trace, &e, s.failed, f);
	entry_free(&e);
}

static int
trace_order(const void *a, const void *b)
{
	const struct trace *x = a;
	const struct trace *y = b;
	if (x->share != y->share)
		return x->share > y->share ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* The patterns of the failure's type, then those whose text comes near. */
static void
trace_layer(struct tracing *t, size_t layer, struct arena *scratch)
{
	enum { MOST = 400 };
	struct database *db = &t->catalog->layers[layer].db;
	const struct failure *root = t->failures->root;
	uint32_t number;
	if (t->id != NULL) {
		if (t->count == 0 && database_number(db, t->id, &number))
			trace_one(t, layer, number, root);
		return;
	}
	struct candidates c = candidate_none(scratch);
	if (root != NULL)
		candidate_type(&c, db, root);
	candidate_text(&c, db, t->text, t->failures->size);
	candidate_sort(&c);
	for (size_t i = 0; i < c.count && t->count < MOST; i++)
		trace_one(t, layer, c.all[i], root);
}

struct traces
catalog_trace(struct arena *a, struct catalog *c, const struct failures *f, const char *id)
{
	struct traces traces = {NULL, 0};
	struct tracing t = {.arena = a, .catalog = c, .failures = f, .id = id};
	if (c->matcher.data == NULL && !regex_matcher_init(&c->matcher))
		return traces;
	t.all = arena_array(a, 401 * LAYERS, sizeof(*t.all));
	t.chain = chain_of(a, f);
	t.text = regex_subject(a, f->text, f->size);
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < c->count; i++)
		trace_layer(&t, i, scratch);
	arena_free(scratch);
	if (t.count > 0)
		qsort(t.all, t.count, sizeof(*t.all), trace_order);
	traces.all = t.all;
	traces.count = t.count < TRACES ? t.count : TRACES;
	return traces;
}

/* At most 90 columns around the place, with the caret under it. */
static void
trace_caret(struct buf *out, const struct trace *t)
{
	enum { BEFORE = 50, AFTER = 40 };
	const char *from = t->subject;
	size_t reached = t->reached;
	while (text_width(from) > text_width(t->subject + t->reached) + BEFORE && from < t->subject + t->reached) {
		from++;
		while (((unsigned char)*from & 0xC0) == 0x80)
			from++;
	}
	reached -= (size_t)(from - t->subject);
	size_t end = reached;
	while (from[end] != '\0' && (end - reached < AFTER || ((unsigned char)from[end] & 0xC0) == 0x80))
		end++;
	buf_printf(out, "        %s%.*s%s\n", from == t->subject ? "" : "…", (int)end, from,
		   from[end] == '\0' ? "" : "…");
	const char *before = arena_strndup(out->arena, from, reached);
	size_t columns = text_width(before) + (from == t->subject ? 0 : 1);
	buf_add_string(out, "        ");
	for (size_t i = 0; i < columns; i++)
		buf_add_char(out, ' ');
	buf_add_string(out, "^\n");
}

void
trace_print(struct buf *out, const struct trace *t)
{
	if (t->clause == NULL) {
		buf_printf(out, _("      %s fits\n"), t->id);
		return;
	}
	if (t->exceeded)
		buf_printf(out, _("      %s: %s exceeds its limits on this text\n"), t->id, t->clause);
	else
		buf_printf(out, _("      %s: %s does not fit\n"), t->id, t->clause);
	if (t->regex != NULL)
		buf_printf(out, "        %s\n", t->regex);
	if (t->subject != NULL)
		trace_caret(out, t);
	else if (t->regex != NULL)
		buf_printf(out, _("        there is nothing that it could be tried on\n"));
}
