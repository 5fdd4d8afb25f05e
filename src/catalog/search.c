#include "catalog/search.h"

#include <string.h>

#include "catalog/hierarchy.h"
#include "catalog/literal.h"

static enum verdict
search_groups(struct search *s, const pcre2_code *code, const char *subject)
{
	regex_groups(s->arena, s->matcher, code, subject, s->groups, &s->group_count, s->group_capacity);
	return VERDICT_YES;
}

/* A short text as a whole. */
static enum verdict
search_whole(struct search *s, const pcre2_code *code, const char *text, size_t limit)
{
	size_t size = strnlen(text, limit + 1);
	bool whole = size <= limit;
	if (!whole) {
		size = limit;
		while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
			size--;
	}
	const char *subject = regex_subject(s->arena, text, size);
	switch (regex_search(s->matcher, code, subject, 0, size, whole)) {
	case REGEX_YES:
		return search_groups(s, code, subject);
	case REGEX_EXCEEDED:
		return VERDICT_EXCEEDED;
	default:
		return VERDICT_NO;
	}
}

static size_t
boundary_before(const struct search *s, size_t at)
{
	while (at > 0 && at < s->size && ((unsigned char)s->text[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static enum verdict
search_range(struct search *s, const pcre2_code *code, size_t begin, size_t end)
{
	switch (regex_search(s->matcher, code, s->text, begin, end, end == s->size)) {
	case REGEX_YES:
		s->at = pcre2_get_ovector_pointer(s->matcher->data)[0];
		return search_groups(s, code, s->text);
	case REGEX_EXCEEDED:
		return VERDICT_EXCEEDED;
	default:
		return VERDICT_NO;
	}
}

/* The part of the text around `at`, but not before `from`. */
static enum verdict
search_window(struct search *s, const pcre2_code *code, size_t from, size_t at, size_t *end)
{
	size_t begin = at > from + SEARCH_BEFORE ? at - SEARCH_BEFORE : from;
	/* A whole line to begin with, where one begins near enough. */
	const char *newline = begin > from ? memchr(s->text + begin, '\n', at - begin) : NULL;
	if (newline != NULL)
		begin = (size_t)(newline - s->text) + 1;
	*end = s->size - at > SEARCH_AFTER ? at + SEARCH_AFTER : s->size;
	*end = boundary_before(s, *end);
	return search_range(s, code, boundary_before(s, begin), *end);
}

/* The nearest place of any of the literals in text[from … to); `to` if none. */
static size_t
literal_next(const struct search *s, const struct literals *l, size_t from, size_t to)
{
	size_t nearest = to;
	for (size_t i = 0; i < l->count; i++) {
		const char *p =
			from < nearest ? memmem(s->text + from, nearest - from, l->all[i].bytes, l->all[i].size) : NULL;
		if (p != NULL)
			nearest = (size_t)(p - s->text);
	}
	return nearest;
}

/* text[from … to) by windows around the literals. */
static enum verdict
search_part(struct search *s, const pcre2_code *code, const struct literals *l, size_t from, size_t to)
{
	size_t at = from;
	for (int i = 0; i < SEARCH_WINDOWS; i++) {
		at = literal_next(s, l, at, to);
		if (at >= to)
			return VERDICT_NO;
		size_t end;
		enum verdict v = search_window(s, code, from, at, &end);
		if (v != VERDICT_NO)
			return v;
		/* A match that this window cut off may begin near its end. */
		at = end == s->size ? to : at + SEARCH_AFTER - SEARCH_BEFORE;
	}
	return VERDICT_NO;
}

/* The run's text: first from where the failure begins, then from its start. An
 * expression without a literal ("nowhere in the text stands …") is asked of the
 * text as a whole. */
static enum verdict
search_text(struct search *s, const pcre2_code *code, const struct literals *l, const struct failure *f)
{
	size_t from = f != NULL && f->offset < s->size ? boundary_before(s, f->offset) : 0;
	if (l->count == 0)
		return search_range(s, code, 0, s->size < SEARCH_WHOLE ? s->size : boundary_before(s, SEARCH_WHOLE));
	enum verdict v = search_part(s, code, l, from, s->size);
	if (v == VERDICT_NO && from > 0)
		v = search_part(s, code, l, 0, s->size);
	return v;
}

struct frame_place {
	const char *file, *function, *source;
};

static enum verdict
search_frame(struct search *s, const struct entry *e, const struct frame_place *p)
{
	const struct {
		enum clause clause;
		const char *text;
	} asked[] = {
		{CLAUSE_FRAME_FILE, p->file}, {CLAUSE_FRAME_FUNCTION, p->function}, {CLAUSE_FRAME_SOURCE, p->source}};
	size_t groups = s->group_count;
	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
		const pcre2_code *code = e->codes[asked[i].clause];
		if (code == NULL)
			continue;
		enum verdict v =
			asked[i].text == NULL ? VERDICT_NO : search_whole(s, code, asked[i].text, SEARCH_MESSAGE);
		if (v != VERDICT_YES) {
			s->group_count = groups;
			s->failed = (int)asked[i].clause;
			return v;
		}
	}
	return VERDICT_YES;
}

static enum verdict
search_frames(struct search *s, const struct entry *e, const struct failure *f)
{
	if (e->codes[CLAUSE_FRAME_FILE] == NULL && e->codes[CLAUSE_FRAME_FUNCTION] == NULL &&
	    e->codes[CLAUSE_FRAME_SOURCE] == NULL)
		return VERDICT_YES;
	s->failed = CLAUSE_FRAME_FILE;
	if (f == NULL)
		return VERDICT_NO;
	if (f->file != NULL) {
		const struct frame_place place = {f->file, NULL, f->source};
		return search_frame(s, e, &place);
	}
	const struct frame *user = e->rule.where == FRAME_USER ? failure_user_frame(f) : NULL;
	for (size_t i = f->frame_count; i-- > 0;) {
		const struct frame *frame = &f->frames[i];
		if (i >= SEARCH_FRAMES && i + SEARCH_FRAMES < f->frame_count)
			continue;
		if ((e->rule.where == FRAME_LAST && i + 1 < f->frame_count) ||
		    (e->rule.where == FRAME_USER && frame != user))
			continue;
		const struct frame_place place = {frame->file, frame->function, frame->source};
		enum verdict v = search_frame(s, e, &place);
		if (v != VERDICT_NO)
			return v;
	}
	return VERDICT_NO;
}

static bool
search_is(const struct failure *f, const char *type)
{
	struct hierarchy h = hierarchy_of(f->type);
	return hierarchy_fit(&h, type) >= 0;
}

static enum verdict
search_chain(struct search *s, const struct entry *e, const struct failure *f)
{
	if (e->rule.chain_exception == NULL && e->codes[CLAUSE_CHAIN] == NULL)
		return VERDICT_YES;
	s->failed = e->codes[CLAUSE_CHAIN] != NULL ? CLAUSE_CHAIN : SEARCH_CHAIN_TYPE;
	for (size_t i = 0; i < s->chain_count; i++) {
		const struct failure *other = s->chain[i];
		if (other == f || (e->rule.chain_exception != NULL && !search_is(other, e->rule.chain_exception)))
			continue;
		if (e->codes[CLAUSE_CHAIN] == NULL)
			return VERDICT_YES;
		enum verdict v = search_whole(s, e->codes[CLAUSE_CHAIN], other->message, SEARCH_MESSAGE);
		if (v != VERDICT_NO)
			return v;
	}
	return VERDICT_NO;
}

/* The command line as it was typed, then as the process saw it. */
static enum verdict
search_command(struct search *s, const struct entry *e, const struct failure *f)
{
	const struct run *run = s->failures->run;
	if (e->codes[CLAUSE_COMMAND] == NULL)
		return VERDICT_YES;
	s->failed = CLAUSE_COMMAND;
	enum verdict v = VERDICT_NO;
	if (run != NULL && run->command != NULL)
		v = search_whole(s, e->codes[CLAUSE_COMMAND], run->command, SEARCH_MESSAGE);
	const struct process *p = f != NULL ? f->process : NULL;
	if (v == VERDICT_NO && p != NULL && p->argc > 0) {
		struct buf line = buf_new(s->arena);
		for (size_t i = 0; i < p->argc && line.size < SEARCH_MESSAGE; i++) {
			buf_add_string(&line, i == 0 ? "" : " ");
			buf_add_string(&line, p->argv[i]);
		}
		v = search_whole(s, e->codes[CLAUSE_COMMAND], line.text, SEARCH_MESSAGE);
	}
	return v;
}

static enum verdict
search_status(struct search *s, const struct entry *e, const struct failure *f)
{
	const int *status = e->rule.statuses;
	if (status == NULL)
		return VERDICT_YES;
	s->failed = SEARCH_STATUS;
	const struct run *run = s->failures->run;
	const struct process *p = f != NULL ? f->process : NULL;
	for (; *status != -1; status++)
		if ((run != NULL && run->status == *status) || (p != NULL && p->ended && p->status == *status))
			return VERDICT_YES;
	return VERDICT_NO;
}

static enum verdict
search_subject(struct search *s, const struct entry *e, const struct failure *f)
{
	if (e->codes[CLAUSE_TEXT] != NULL) {
		s->failed = CLAUSE_TEXT;
		return search_text(s, e->codes[CLAUSE_TEXT], &e->text, f);
	}
	if (e->rule.signals != NULL)
		return VERDICT_YES; /* the index has asked it */
	s->failed = SEARCH_TYPE;
	bool fits = false;
	for (const char **type = e->rule.exceptions; f != NULL && type != NULL && *type != NULL && !fits; type++)
		fits = hierarchy_fit(&s->hierarchy, *type) >= 0;
	if (!fits)
		return VERDICT_NO;
	s->failed = CLAUSE_MATCH;
	return e->codes[CLAUSE_MATCH] == NULL ? VERDICT_YES
					      : search_whole(s, e->codes[CLAUSE_MATCH], f->message, SEARCH_MESSAGE);
}

enum verdict
search_rule(struct search *s, const struct entry *e, const struct failure *f)
{
	s->group_count = 0;
	s->at = 0;
	enum verdict v = search_status(s, e, f);
	if (v == VERDICT_YES)
		v = search_subject(s, e, f);
	size_t at = s->at;
	if (v == VERDICT_YES)
		v = search_chain(s, e, f);
	if (v == VERDICT_YES)
		v = search_frames(s, e, f);
	if (v == VERDICT_YES)
		v = search_command(s, e, f);
	if (v == VERDICT_YES && e->codes[CLAUSE_CONTEXT] != NULL) {
		s->failed = CLAUSE_CONTEXT;
		v = search_text(s, e->codes[CLAUSE_CONTEXT], &e->context, f);
	}
	s->at = at;
	return v;
}
