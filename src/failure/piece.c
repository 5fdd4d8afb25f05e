#include "failure/piece.h"

#include <string.h>

#include "failure/failure.h"

enum {
	KEEP = 4 << 20,     /* kept of each end of a long text */
	STRETCH = 64 << 10, /* a long text is looked through in stretches of this size */
};

static void
pieces_add(struct arena *a, struct pieces *p, size_t from, size_t to, size_t process)
{
	if (from >= to)
		return;
	if (p->count > 0 && p->all[p->count - 1].to == from && p->all[p->count - 1].process == process) {
		p->all[p->count - 1].to = to;
		return;
	}
	if (p->count == p->room) {
		size_t room = p->room == 0 ? 16 : p->room * 2;
		struct piece *grown = arena_array(a, room, sizeof(*grown));
		if (p->count > 0)
			memcpy(grown, p->all, p->count * sizeof(*grown));
		p->all = grown;
		p->room = room;
	}
	p->all[p->count++] = (struct piece){from, to, process};
}

/* The start of the line that begins at or after `offset`. */
static size_t
line_after(const struct run *r, size_t offset)
{
	if (offset == 0 || offset >= r->size)
		return offset < r->size ? offset : r->size;
	/* A text without line ends is cut anywhere rather than kept whole. */
	size_t left = r->size - offset + 1;
	const char *newline = memchr(r->text + offset - 1, '\n', left < STRETCH ? left : STRETCH);
	return newline != NULL ? (size_t)(newline - r->text) + 1 : offset;
}

/* What is to be read: all of it, or of a long text the stretches where a failure
 * may be, with a stretch before and after each. */
static struct pieces
select_stretches(struct arena *a, const struct run *r)
{
	struct pieces kept = {0};
	if (r->size <= 2 * (size_t)KEEP) {
		pieces_add(a, &kept, 0, r->size, SIZE_MAX);
		return kept;
	}
	struct pieces likely = {0};
	size_t before = 0;
	bool wanted = false;
	for (size_t from = 0; from < r->size;) {
		size_t to = line_after(r, from + STRETCH);
		bool possible = failure_possible(r->text + from, to - from);
		if (possible)
			pieces_add(a, &likely, before, to, SIZE_MAX);
		else if (wanted)
			pieces_add(a, &likely, from, to, SIZE_MAX);
		wanted = possible;
		before = possible ? to : from;
		from = to;
	}
	size_t total = 0;
	for (size_t i = 0; i < likely.count; i++)
		total += likely.all[i].to - likely.all[i].from;
	size_t at = 0;
	for (size_t i = 0; i < likely.count; i++) {
		struct piece p = likely.all[i];
		size_t size = p.to - p.from;
		if (total <= 2 * (size_t)KEEP || at + size <= KEEP || at >= total - KEEP) {
			pieces_add(a, &kept, p.from, p.to, SIZE_MAX);
		} else {
			if (at < KEEP)
				pieces_add(a, &kept, p.from, line_after(r, p.from + KEEP - at), SIZE_MAX);
			if (at + size > total - KEEP) {
				size_t skip = total - KEEP > at ? total - KEEP - at : 0;
				pieces_add(a, &kept, line_after(r, p.from + skip), p.to, SIZE_MAX);
			}
		}
		at += size;
	}
	return kept;
}

/* Splits the selected pieces by who wrote them, and puts what one process wrote
 * together, the process that wrote first in front. */
static struct pieces
separate_writers(struct arena *a, const struct run *r, struct pieces selected)
{
	if (r->piece_count == 0 || r->count == 0)
		return selected;
	struct pieces split = {0};
	size_t next = 0;
	for (size_t i = 0; i < selected.count; i++) {
		size_t at = selected.all[i].from;
		while (at < selected.all[i].to) {
			while (next < r->piece_count && r->pieces[next].offset <= at)
				next++;
			size_t to = next < r->piece_count ? r->pieces[next].offset : r->size;
			if (to > selected.all[i].to)
				to = selected.all[i].to;
			size_t process = next > 0 ? r->pieces[next - 1].process : SIZE_MAX;
			pieces_add(a, &split, at, to, process < r->count ? process : SIZE_MAX);
			at = to;
		}
	}
	/* Counting sort by order of appearance: `rank` of a process is 1 + how many came first. */
	size_t *rank = arena_array(a, r->count + 1, sizeof(*rank));
	size_t ranks = 0;
	for (size_t i = 0; i < split.count; i++) {
		size_t who = split.all[i].process == SIZE_MAX ? r->count : split.all[i].process;
		if (rank[who] == 0)
			rank[who] = ++ranks;
	}
	size_t *starts = arena_array(a, ranks + 2, sizeof(*starts));
	for (size_t i = 0; i < split.count; i++) {
		size_t who = split.all[i].process == SIZE_MAX ? r->count : split.all[i].process;
		starts[rank[who] + 1]++;
	}
	for (size_t i = 1; i <= ranks + 1; i++)
		starts[i] += starts[i - 1];
	struct pieces sorted = {arena_array(a, split.count, sizeof(struct piece)), split.count, split.count};
	for (size_t i = 0; i < split.count; i++) {
		size_t who = split.all[i].process == SIZE_MAX ? r->count : split.all[i].process;
		sorted.all[starts[rank[who]]++] = split.all[i];
	}
	return sorted;
}

struct pieces
pieces_of(struct arena *a, const struct run *r)
{
	return separate_writers(a, r, select_stretches(a, r));
}
