/* tangle: tracebacks of several processes that wrote at the same time, without
 * anything in front of the lines that tells whose they are:
 *
 *   Traceback (most recent call last):
 *     File "a.py", line 9, in <module>
 *   Traceback (most recent call last):
 *       main()
 *     File "b.py", line 2, in <module>
 *
 * Told apart where it is certain: all printed the same frames, or each frame was
 * called by the source line of one of them only. Otherwise the exceptions have no
 * frames rather than another's. */
#include <ctype.h>
#include <string.h>

#include "failure/parser.h"

enum {
	WRITERS = 512, /* ranks of a training that all fail alike */
	STACKS = 16,   /* of writers that print different frames */
	FRAMES = 8192, /* of all together */
	OTHERS = 8,    /* lines in a row that are no traceback's */
};

struct stack {
	size_t *frames; /* indices into all of them */
	size_t count;
	bool taken;
};

struct tangle {
	struct frame all[FRAMES];
	size_t count;
	struct line last[WRITERS]; /* the lines that name exceptions */
	struct headline named[WRITERS];
	size_t headers, exceptions;
	size_t started[WRITERS]; /* how many frames there were at each header */
	size_t ended[WRITERS];   /* and at each exception */
	size_t end, looked;
	bool torn; /* a frame's source did not stand below it */
};

/* Collects all lines up to the last exception; false if there is not one for each header. */
static bool
collect(struct scope *s, const struct line *l, struct tangle *t)
{
	struct line m;
	size_t column, others = 0;
	bool open = false; /* the line before is a frame's, and its source is to come */
	for (size_t offset = l->start; line_read(&s->view, offset, &m); offset = t->looked = m.next) {
		if (t->headers == t->exceptions && t->headers > 0)
			return t->headers > 1;
		if (m.n == 0)
			continue;
		bool frame = t->count < FRAMES && traceback_frame(s, &m, &t->all[t->count]);
		if (frame) {
			t->torn = t->torn || open;
			t->count++;
			others = 0;
			open = true;
			continue;
		}
		if (t->count == FRAMES || t->headers == WRITERS)
			return false;
		if (traceback_header(&m, &column)) {
			if (column != 0)
				return false;
			t->torn = t->torn || open;
			t->started[t->headers] = t->count;
			t->headers++;
		} else if (m.s[0] == ' ') {
			struct frame *last = t->count > 0 ? &t->all[t->count - 1] : NULL;
			struct line source = line_trim(&m);
			if (open && last != NULL)
				last->source = arena_strndup(s->parser->arena, source.s, source.n);
			else if (source.s[0] != '^' && source.s[0] != '~')
				t->torn = true;
		} else if (headline_read(&m, &t->named[t->exceptions]) && t->named[t->exceptions].likely) {
			t->torn = t->torn || open;
			t->ended[t->exceptions] = t->count;
			t->last[t->exceptions++] = m;
			t->end = m.next;
		} else if (++others > OTHERS) {
			return false;
		} else {
			open = false;
			continue;
		}
		others = 0;
		open = false;
	}
	return t->headers > 1 && t->headers == t->exceptions;
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
same_frame(const struct frame *a, const struct frame *b)
{
	return a->line == b->line && strcmp(a->file, b->file) == 0 && same_text(a->function, b->function);
}

static bool
is_same_everywhere(const struct tangle *t)
{
	for (size_t i = 1; i < t->exceptions; i++)
		if (t->last[i].n != t->last[0].n || memcmp(t->last[i].s, t->last[0].s, t->last[0].n) != 0)
			return false;
	return t->count % t->headers == 0;
}

/* All writers printed the same: the frames are so many copies of `stacks[0]`'s. */
static bool
copies(const struct tangle *t, struct stack *stacks)
{
	size_t at[WRITERS] = {0}, n = t->headers;
	struct stack *one = &stacks[0];
	if (!is_same_everywhere(t))
		return false;
	for (size_t i = 0; i < t->count; i++) {
		size_t who = n;
		/* Who is behind the others gets it, if it is what comes next there. */
		for (size_t k = 0; k < n; k++)
			if (at[k] < one->count && same_frame(&t->all[one->frames[at[k]]], &t->all[i]) &&
			    (who == n || at[k] < at[who]))
				who = k;
		for (size_t k = 0; k < n && who == n; k++)
			if (at[k] == one->count)
				who = k;
		if (who == n)
			return false;
		if (at[who] == one->count)
			one->frames[one->count++] = i;
		else if (t->all[one->frames[at[who]]].source == NULL)
			one->frames[at[who]] = i;
		at[who]++;
	}
	for (size_t k = 0; k < n; k++)
		if (at[k] != one->count)
			return false;
	for (size_t k = 1; k < n; k++)
		stacks[k] = *one;
	return true;
}

/* The source calls something of that name. */
static bool
calls(const char *source, const char *function)
{
	const char *dot = function != NULL ? strrchr(function, '.') : NULL;
	const char *name = dot != NULL ? dot + 1 : function;
	size_t n = name != NULL ? strlen(name) : 0;
	if (source == NULL || n == 0)
		return false;
	for (const char *p = source; (p = strstr(p, name)) != NULL; p += n) {
		bool begins = p == source || (!isalnum((unsigned char)p[-1]) && p[-1] != '_');
		if (begins && p[n] == '(')
			return true;
	}
	return false;
}

static bool
is_first(const struct frame *frame)
{
	return frame->function != NULL && strcmp(frame->function, "<module>") == 0;
}

/* Each frame belongs to the one stack whose last source line calls it; `<module>`
 * begins one that a header opened and that has none yet. */
static bool
follow_calls(const struct tangle *t, struct stack *stacks)
{
	if (t->torn)
		return false;
	for (size_t i = 0; i < t->count; i++) {
		size_t who = WRITERS, fits = 0;
		for (size_t k = 0; k < t->headers && t->started[k] <= i; k++) {
			struct stack *one = &stacks[k];
			bool fit = one->count == 0
					   ? is_first(&t->all[i])
					   : calls(t->all[one->frames[one->count - 1]].source, t->all[i].function);
			/* Stacks without a frame are all alike: the first of them. */
			if (fit && !(one->count == 0 && who != WRITERS && stacks[who].count == 0)) {
				who = k;
				fits++;
			}
		}
		if (fits != 1)
			return false;
		stacks[who].frames[stacks[who].count++] = i;
	}
	for (size_t k = 0; k < t->headers; k++)
		if (stacks[k].count == 0)
			return false;
	return true;
}

/* The stack may have ended in this exception: its last line raises that type, and
 * nothing of it was printed later. */
static bool
may_end(const struct tangle *t, const struct stack *one, size_t exception, bool *raises)
{
	const struct headline *h = &t->named[exception];
	const struct frame *last = &t->all[one->frames[one->count - 1]];
	const char *raise = last->source != NULL ? strstr(last->source, "raise ") : NULL;
	*raises = raise != NULL && strncmp(raise + 6, h->type, h->type_size) == 0 &&
		  !isalnum((unsigned char)raise[6 + h->type_size]);
	return one->frames[one->count - 1] < t->ended[exception] && (raise == NULL || *raises);
}

/* Gives each exception its stack, in `order`; false if another order would do as well. */
static bool
find_ends(const struct tangle *t, struct stack *stacks, size_t order[static WRITERS])
{
	bool taken[WRITERS] = {false};
	for (size_t done = 0; done < t->exceptions; done++) {
		bool found = false;
		for (size_t e = 0; e < t->exceptions && !found; e++) {
			size_t who = WRITERS, fits = 0;
			bool raises;
			for (size_t k = 0; k < t->headers && !taken[e]; k++)
				if (!stacks[k].taken && may_end(t, &stacks[k], e, &raises)) {
					who = k;
					fits++;
				}
			if (taken[e] || fits != 1)
				continue;
			taken[e] = stacks[who].taken = found = true;
			order[e] = who;
		}
		if (!found)
			return false;
	}
	return true;
}

/* Whose frames are whose, in `stacks` by exception; false if that cannot be told. */
static bool
untangle(struct arena *a, const struct tangle *t, struct stack *stacks)
{
	stacks[0].frames = arena_array(a, t->count + 1, sizeof(*stacks[0].frames));
	if (copies(t, stacks))
		return true;
	if (t->headers > STACKS)
		return false;
	struct stack told[STACKS] = {0};
	size_t order[WRITERS];
	for (size_t k = 0; k < t->headers; k++)
		told[k].frames = arena_array(a, t->count + 1, sizeof(*told[k].frames));
	if (!follow_calls(t, told) || !find_ends(t, told, order))
		return false;
	for (size_t e = 0; e < t->exceptions; e++)
		stacks[e] = told[order[e]];
	return true;
}

size_t
tangle_parse(struct scope *s, const struct line *l)
{
	struct parser *p = s->parser;
	if (l->start < p->tangled)
		return 0;
	if (p->tangle == NULL)
		p->tangle = arena_alloc(p->arena, sizeof(*p->tangle));
	struct tangle *t = p->tangle;
	/* Not all of it: it is large, and what counts is told by these. */
	t->count = t->headers = t->exceptions = 0;
	t->torn = false;
	t->end = t->looked = l->next;
	bool whole = collect(s, l, t);
	p->tangled = whole ? t->end : t->looked;
	if (!whole)
		return 0;
	struct stack *stacks = arena_array(p->arena, t->headers, sizeof(*stacks));
	bool known = untangle(p->arena, t, stacks);
	for (size_t e = 0; e < t->exceptions; e++) {
		const struct line *m = &t->last[e];
		const struct headline *h = &t->named[e];
		struct failure *f = failure_new(s, FAILURE_EXCEPTION, m->start);
		failure_name(s, f, h->type, h->type_size);
		f->message = arena_strndup(p->arena, h->rest, h->rest_size);
		f->end = m->next;
		for (size_t i = 0; known && i < stacks[e].count; i++)
			failure_add_frame(s, f, t->all[stacks[e].frames[i]]);
		s->pending = LINK_NONE;
		scope_add(s, f, WEIGHT_FULL);
		s->tangled = true;
	}
	return t->end;
}
