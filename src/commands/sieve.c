#include "commands/sieve.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "capture/ring.h"
#include "capture/run.h"
#include "catalog/hierarchy.h"
#include "catalog/regex.h"
#include "failure/failure.h"

enum { INNOCENT_LIMIT = 16 * 1024 * 1024, PATIENCE_MS = 100, RUNS = 200, TEXT_LIMIT = 64 * 1024 };

/* The failure of a run, if it had one, is kept. */
static void
keep_failure(struct arena *a, struct sieve *s, const char *ring, uint32_t number)
{
	struct arena *scratch = arena_new();
	const struct run *run = run_from_ring(scratch, ring, number, NULL);
	const struct failures *f = run != NULL && run->size > 0 ? failure_parse(scratch, run) : NULL;
	if (f != NULL && f->root != NULL) {
		size_t n = f->size < TEXT_LIMIT ? f->size : TEXT_LIMIT;
		s->last[s->count].type = arena_strdup(a, f->root->type);
		s->last[s->count].message = arena_strdup(a, f->root->message);
		s->last[s->count++].text = arena_strndup(a, f->text + f->size - n, n);
	}
	arena_free(scratch);
}

void
sieve_open(struct arena *a, struct sieve *s, const char *ring)
{
	*s = (struct sieve){.count = 0};
	uint32_t runs[RUNS], last = 0;
	size_t count = 0;
	const struct ring_copy *copy = ring != NULL ? ring_read(a, ring, NULL) : NULL;
	const struct ring_record *record;
	const char *payload;
	for (uint64_t at = copy != NULL ? copy->texts.first : 0;
	     copy != NULL && (record = ring_next(copy, &copy->texts, &at, &payload)) != NULL;)
		if (record->run != last)
			runs[count++ % RUNS] = last = record->run;
	for (size_t i = count; i > 0 && count - i < RUNS && s->count < SIEVE_LAST; i--)
		keep_failure(a, s, ring, runs[(i - 1) % RUNS]);
	const char *share = path_share(a);
	if (share != NULL)
		s->innocent =
			path_read(a, path_join(a, share, "innocent.txt"), INNOCENT_LIMIT, false, &s->innocent_size);
}

static long
now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool
matches(struct regex_matcher *m, const pcre2_code *code, const char *text, size_t n)
{
	return regex_search(m, code, text, 0, n, true) == REGEX_YES;
}

/* The outputs one after the other, each from behind the line that names its command. */
static void
try_innocent(struct arena *a, const struct sieve *s, struct regex_matcher *m, const pcre2_code *code, struct sieved *r)
{
	const char *end = s->innocent + s->innocent_size, *p = memchr(s->innocent, '\f', s->innocent_size);
	for (long until = now_ms() + PATIENCE_MS; p != NULL && now_ms() < until;) {
		const char *next = memchr(p + 1, '\f', (size_t)(end - p - 1));
		const char *text = memchr(p, '\n', (size_t)(end - p));
		text = text != NULL ? text + 1 : end;
		size_t n = (size_t)((next != NULL ? next : end) - text);
		const char *subject = regex_subject(a, text, n);
		r->tried++;
		if (matches(m, code, subject, n)) {
			size_t at = pcre2_get_ovector_pointer(m->data)[0];
			if (r->innocent++ == 0)
				r->innocent_line =
					text_safe(a, arena_strndup(a, subject + at, strcspn(subject + at, "\n")), 200);
		}
		p = next;
	}
}

struct sieved
sieve_try(struct arena *a, const struct sieve *s, const char *regex)
{
	struct sieved r = {.valid = false};
	struct regex_error error;
	struct regex_matcher m;
	pcre2_code *code = regex_compile(regex, s->exception != NULL ? CLAUSE_MATCH : CLAUSE_TEXT, &error);
	pcre2_code *anywhere = regex_compile(regex, CLAUSE_TEXT, &error);
	if (code == NULL || anywhere == NULL || !regex_matcher_init(&m)) {
		r.error = arena_printf(a, _("%s, at %zu"), error.message, error.offset + 1);
	} else {
		r.valid = true;
		r.own = matches(&m, code, regex_subject(a, s->message, strlen(s->message)), strlen(s->message));
		for (size_t i = 0; i < s->count; i++) {
			bool typed = s->exception != NULL;
			const char *text = typed ? s->last[i].message : s->last[i].text;
			if (!typed || strcmp(hierarchy_name(s->last[i].type), hierarchy_name(s->exception)) == 0)
				r.last += matches(&m, code, text, strlen(text));
		}
		if (s->innocent != NULL)
			try_innocent(a, s, &m, anywhere, &r);
		regex_matcher_free(&m);
	}
	if (code != NULL)
		pcre2_code_free(code);
	if (anywhere != NULL)
		pcre2_code_free(anywhere);
	return r;
}

const char *
sieve_prompt(void *context, const char *line)
{
	struct sieve *s = context;
	struct arena *a = arena_new();
	const struct sieved r = sieve_try(a, s, line);
	if (!r.valid)
		snprintf(s->prompt, sizeof(s->prompt), _("match [%s]> "), r.error);
	else
		snprintf(s->prompt, sizeof(s->prompt), _("match [%s, last %u/%zu, harmless %u/%u]> "),
			 r.own ? _("fits") : _("not yet"), r.last, s->count, r.innocent, r.tried);
	arena_free(a);
	return s->prompt;
}
