#include "failure/dressing.h"

#include <string.h>

#include "base/buf.h"
#include "failure/envelope.h"
#include "failure/markup.h"
#include "failure/prefix.h"

enum {
	LAYERS = 4,   /* dressings on one line: a CI's timestamp, compose's name, … */
	NAMES = 256,  /* writers told apart by name */
	LEARNED = 24, /* dressings of no known form, learned from the text itself */
	PADDED = 16,  /* columns that a record's further lines are set in at least */
	MIXED = 256,  /* lines of a traceback and of others in between that are looked at */
	LOOKS = 256,  /* headers that are looked at to learn them */
};

static const char header[] = "Traceback (most recent call last):";

/* A dressing of no known form. */
struct learned {
	struct words words;
	bool named; /* it tells writers apart; else its numbers only count */
};

struct dressing {
	struct learned learned[LEARNED];
	size_t learned_count;
	char writer[PREFIX_FAR]; /* of the line at hand, where that one was learned */
	struct words names[NAMES];
	size_t name_count;
	size_t named; /* the last one that was asked for */
	struct prefixes prefixes;
};

static size_t
dressing_length(struct dressing *all, const char *s, size_t n, const char *after, size_t after_n, struct prefix *d)
{
	size_t length = prefix_known(&all->prefixes, s, n, after, after_n, d);
	for (size_t i = 0; length == 0 && i < all->learned_count; i++) {
		length = prefix_alike(s, n, all->learned[i].words);
		if (length > 0 && length <= PREFIX_FAR && all->learned[i].named && d->name.n == 0)
			d->name = (struct words){all->writer, prefix_writer(s, length, all->writer)};
	}
	return length > 0 ? length : prefix_barred(&all->prefixes, s, n, after, after_n, d);
}

/* How much of the line is dressing; `after` is the next line. */
static size_t
dressing_cut(struct dressing *all, const char *s, size_t n, const char *after, size_t after_n, struct prefix *d)
{
	size_t cut = 0;
	for (int layer = 0; layer < LAYERS && cut < n; layer++) {
		size_t skip = cut < after_n ? cut : after_n;
		size_t length = dressing_length(all, s + cut, n - cut, after + skip, after_n - skip, d);
		if (length == 0)
			break;
		cut += length;
	}
	return cut;
}

/* What the same writer says next, of those whose lines begin as P does: behind P.
 * *at, where to look from, is moved behind it; *looks counts down. */
static bool
next_words(struct dressing *all, struct words p, const char **at, const char *end, int *looks, struct words *words)
{
	char wanted[PREFIX_FAR], name[PREFIX_FAR];
	size_t size = prefix_writer(p.s, p.n, wanted);
	while (*at < end && (*looks)-- > 0) {
		const char *s = *at, *newline = memchr(s, '\n', (size_t)(end - s));
		size_t n = (size_t)((newline != NULL ? newline : end) - s);
		struct prefix d = {.joined = false};
		size_t cut = dressing_cut(all, s, n, "", 0, &d), same = prefix_alike(s + cut, n - cut, p);
		*at = newline != NULL ? newline + 1 : end;
		*words = (struct words){s + cut + same, n - cut - same};
		if (same > 0 && prefix_writer(s + cut, same, name) == size && memcmp(name, wanted, size) == 0)
			return true;
	}
	return false;
}

/* The lines from `at` on that have P with the same numbers in it, but for times, are
 * a traceback's, to its end: P names who wrote them. A mere count would not. */
static bool
names_writer(struct dressing *all, struct words p, const char *at, const char *end, const char *inside)
{
	struct words words;
	size_t blanks = strlen(inside);
	int looks = MIXED;
	bool begun = false;
	while (next_words(all, p, &at, end, &looks, &words)) {
		if (words.n > blanks && memcmp(words.s, inside, blanks) == 0)
			begun = true;
		else if (words.n > 0)
			return begun;
	}
	return false;
}

/* A traceback's header with something before it that the next line has too: a
 * dressing that no rule above knows. The lines from `below` on follow. */
static void
dressing_learn(struct arena *a, struct dressing *all, const char *s, size_t n, const char *after, size_t after_n,
	       const char *below, const char *end)
{
	static const char group[] = "  + Exception Group ";
	size_t size = sizeof(header) - 1;
	if (all->learned_count == LEARNED || n < size || n > PREFIX_FAR + size ||
	    memcmp(s + n - size, header, size) != 0)
		return;
	struct words p = {s, n - size};
	size_t bare = 0, lead = sizeof(group) - 1;
	bool grouped = p.n > lead && memcmp(s + p.n - lead, group, lead) == 0;
	if (grouped)
		p.n -= lead;
	while (bare < p.n && memchr(" |+", p.s[bare], 3) != NULL)
		bare++;
	/* E is pytest's own mark, and what it quotes is left to pytest's parser. */
	if (bare == p.n || (p.n > 1 && p.s[0] == 'E' && p.s[1] == ' '))
		return;
	const char *inside = grouped ? "  |" : "  ";
	size_t same = prefix_alike(after, after_n, p), frame = strlen(inside);
	bool next = same > 0 && after_n > same + 2 && memcmp(after + same, inside, frame) == 0;
	/* Others may have written between the header and the first frame. */
	bool named = names_writer(all, p, below, end, inside);
	if (!next && !named)
		return;
	for (size_t i = 0; i < all->learned_count; i++) {
		struct learned *one = &all->learned[i];
		if (one->words.n == p.n && prefix_alike(p.s, p.n, one->words) == p.n) {
			one->named = one->named && named;
			return;
		}
	}
	/* The text that it stands in is about to be moved. */
	all->learned[all->learned_count++] = (struct learned){{arena_strndup(a, p.s, p.n), p.n}, named};
}

/* What is unknown is learned from all headers first: the lines before them have
 * it, too. */
static void
dressing_learn_all(struct arena *a, struct dressing *all, const struct cleaned *c)
{
	const char *end = c->text + c->size, *at = c->text;
	for (int looks = 0; looks < LOOKS && at < end; looks++) {
		const char *found = memmem(at, (size_t)(end - at), header, sizeof(header) - 1);
		if (found == NULL)
			return;
		const char *start = found, *after = found + sizeof(header) - 1;
		while (start > at && found - start < 2 * PREFIX_FAR && start[-1] != '\n')
			start--;
		at = after;
		if (after == end || *after++ != '\n')
			continue;
		const char *last = memchr(after, '\n', (size_t)(end - after));
		size_t after_n = (size_t)((last != NULL ? last : end) - after), n = (size_t)(after - 1 - start);
		struct prefix d = {.joined = false};
		size_t cut = dressing_cut(all, start, n, after, after_n, &d);
		size_t skip = cut < after_n ? cut : after_n;
		dressing_learn(a, all, start + cut, n - cut, after + skip, after_n - skip, after, end);
	}
}

struct stretch {
	size_t offset;
	size_t segment; /* the first that begins in it */
	size_t name;
};

struct stretches {
	struct stretch *all;
	size_t count;
	size_t room;
};

static void
stretches_add(struct arena *a, struct stretches *s, struct stretch one)
{
	if (s->count > 0 && s->all[s->count - 1].name == one.name)
		return;
	if (s->count == s->room) {
		size_t room = s->room == 0 ? 16 : s->room * 2;
		struct stretch *grown = arena_array(a, room, sizeof(*grown));
		if (s->count > 0)
			memcpy(grown, s->all, s->count * sizeof(*grown));
		s->all = grown;
		s->room = room;
	}
	s->all[s->count++] = one;
}

/* The number of a writer's name, from 1; 0 for lines without one. */
static size_t
dressing_name(struct arena *a, struct dressing *all, struct words name)
{
	if (name.n == 0)
		return 0;
	for (size_t i = 0; i < all->name_count; i++) {
		size_t k = (all->named + i) % all->name_count; /* most lines are of who wrote the one before */
		if (all->names[k].n == name.n && memcmp(all->names[k].s, name.s, name.n) == 0) {
			all->named = k;
			return k + 1;
		}
	}
	if (all->name_count == NAMES)
		return 0;
	/* The text that it stands in is about to be moved. */
	all->names[all->name_count] = (struct words){arena_strndup(a, name.s, name.n), name.n};
	return ++all->name_count;
}

/* Puts together what each named writer wrote. */
static void
dressing_separate(struct arena *a, struct cleaned *c, const struct stretches *s, size_t names)
{
	struct buf out = buf_new(a);
	struct segment *segments = arena_array(a, c->count, sizeof(*segments));
	size_t count = 0;
	c->parts = arena_array(a, names + 1, sizeof(*c->parts));
	for (size_t name = 0; name <= names; name++) {
		c->parts[c->part_count++] = out.size;
		for (size_t i = 0; i < s->count; i++) {
			if (s->all[i].name != name)
				continue;
			size_t end = i + 1 < s->count ? s->all[i + 1].offset : c->size;
			size_t last = i + 1 < s->count ? s->all[i + 1].segment : c->count;
			for (size_t k = s->all[i].segment; k < last; k++) {
				segments[count] = c->segments[k];
				segments[count++].offset += out.size - s->all[i].offset;
			}
			buf_add(&out, c->text + s->all[i].offset, end - s->all[i].offset);
			if (out.size > 0 && out.text[out.size - 1] != '\n')
				buf_add_char(&out, '\n');
		}
	}
	c->text = out.text;
	c->size = out.size;
	c->segments = segments;
}

static size_t
blanks(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n && s[i] == ' ')
		i++;
	return i;
}

static struct words
record_name(struct arena *a, struct words writer, size_t record)
{
	const char *name = arena_printf(a, "%.*s#%zu", (int)writer.n, writer.n > 0 ? writer.s : "", record);
	return (struct words){name, strlen(name)};
}

void
dressing_remove(struct arena *a, struct cleaned *c)
{
	struct dressing all = {.learned_count = 0};
	dressing_learn_all(a, &all, c);
	struct stretches stretches = {0};
	size_t out = 0, segment = 0, width = 0, name = 0, records = 0;
	bool partial = false, pages = markup_possible(c->text, c->size);
	struct markup markup = {.open = false};
	for (size_t at = 0; at < c->size;) {
		char *s = c->text + at;
		const char *newline = memchr(s, '\n', c->size - at);
		size_t n = newline != NULL ? (size_t)(newline - s) : c->size - at;
		size_t next = at + n + (newline != NULL ? 1 : 0);
		n = envelope_open(s, n);
		if (pages)
			n = markup_open(&markup, s, n, c->text + next, c->text + c->size);
		const char *end = next < c->size ? memchr(c->text + next, '\n', c->size - next) : NULL;
		size_t after_n = end != NULL ? (size_t)(end - (c->text + next)) : c->size - next;
		struct prefix d = {.joined = false};
		size_t cut = dressing_cut(&all, s, n, c->text + next, after_n, &d);
		all.prefixes.bar = d.bar;
		if ((d.joined || partial) && out > 0 && c->text[out - 1] == '\n')
			out--;
		/* journalctl sets the further lines of one record below its first, in blanks. */
		partial = d.partial;
		bool below = cut == 0 && width > PADDED && n > width && blanks(s, n) >= width;
		if (below) {
			cut = width;
		} else if (n > 0) {
			/* Such a record is a whole: what follows it in the log is another one. */
			bool whole = cut > PADDED && after_n > cut && blanks(c->text + next, after_n) >= cut;
			if (whole)
				d.name = record_name(a, d.name, ++records);
			width = cut;
			name = dressing_name(a, &all, d.name);
		}
		stretches_add(a, &stretches,
			      (struct stretch){out, segment, below ? name : dressing_name(a, &all, d.name)});
		for (; segment < c->count && c->segments[segment].offset < next; segment++) {
			size_t inside = c->segments[segment].offset - at;
			c->segments[segment].offset = out + (inside > cut ? inside - cut : 0);
		}
		memmove(c->text + out, s + cut, n - cut);
		out += n - cut;
		if (newline != NULL)
			c->text[out++] = '\n';
		at = next;
	}
	for (; segment < c->count; segment++)
		c->segments[segment].offset = out;
	c->size = out;
	c->text[out] = '\0';
	if ((all.name_count > 1 || records > 0) && !c->written)
		dressing_separate(a, c, &stretches, all.name_count);
}
