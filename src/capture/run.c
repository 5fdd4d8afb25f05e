#include "capture/run.h"

#include <string.h>

#include "base/lang.h"
#include "capture/ring.h"

/* A process while the ring is being read. */
struct growing {
	struct process process;
	uint64_t since; /* position of the texts at its start */
	size_t image;   /* index of the process it was forked from; its own if it was executed */
	char *text;     /* process.text while it is being filled */
};

struct reading {
	struct arena *arena;
	struct run *run;
	struct growing *all;
	size_t count;
	size_t capacity;
	size_t piece_capacity;
	uint64_t began; /* position of the texts when the run's first known process started */
	bool began_known;
};

const struct process *
run_culprit(const struct run *r)
{
	const struct process *failed = NULL, *wrote = NULL;
	for (size_t i = 0; i < r->count; i++) {
		const struct process *p = &r->processes[i];
		if (p->python && p->ended && p->status != 0 && (failed == NULL || p->depth <= failed->depth))
			failed = p;
	}
	for (size_t i = r->piece_count; i > 0 && wrote == NULL; i--) {
		const struct process *p = &r->processes[r->pieces[i - 1].process];
		if (p->python)
			wrote = p;
	}
	return failed != NULL ? failed : wrote;
}

const struct process *
run_writer(const struct run *r, size_t offset)
{
	if (offset >= r->size || r->piece_count == 0 || offset < r->pieces[0].offset)
		return NULL;
	size_t low = 0, high = r->piece_count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (r->pieces[middle].offset <= offset)
			low = middle;
		else
			high = middle;
	}
	return &r->processes[r->pieces[low].process];
}

const char *
process_env(const struct process *p, const char *name)
{
	size_t n = strlen(name);
	for (char **e = p->env; e != NULL && *e != NULL; e++)
		if (strncmp(*e, name, n) == 0 && (*e)[n] == '=')
			return *e + n + 1;
	return NULL;
}

struct run *
run_from_text(struct arena *a, const char *text, size_t size, const char *command, int status)
{
	struct run *r = arena_alloc(a, sizeof(*r));
	r->text = text;
	r->size = size;
	r->command = command;
	r->status = status;
	return r;
}

static struct growing *
process_add(struct reading *in, pid_t pid)
{
	if (in->count == in->capacity) {
		size_t capacity = in->capacity == 0 ? 8 : in->capacity * 2;
		struct growing *all = arena_array(in->arena, capacity, sizeof(*all));
		if (in->count > 0)
			memcpy(all, in->all, in->count * sizeof(*all));
		in->all = all;
		in->capacity = capacity;
	}
	struct growing *g = &in->all[in->count];
	g->image = in->count++;
	g->process.pid = pid;
	g->process.execfn = g->process.exe = g->process.cwd = "";
	g->process.argv = g->process.env = arena_array(in->arena, 1, sizeof(char *));
	g->process.text = "";
	return g;
}

/* The next NUL-terminated string of a start record; NULL if there is none. */
static char *
start_string(const char **at, const char *end)
{
	char *s = (char *)(uintptr_t)*at;
	const char *nul = *at < end ? memchr(*at, '\0', (size_t)(end - *at)) : NULL;
	if (nul == NULL)
		return NULL;
	*at = nul + 1;
	return s;
}

/* `count` strings as a vector; fewer if the record holds fewer. */
static char **
start_strings(struct reading *in, const char **at, const char *end, uint32_t count, size_t *given)
{
	size_t most = (size_t)(end - *at); /* each takes a byte at least */
	size_t n = 0, limit = count < most ? count : most;
	char **strings = arena_array(in->arena, limit + 1, sizeof(*strings));
	while (n < limit && (strings[n] = start_string(at, end)) != NULL)
		n++;
	if (given != NULL)
		*given = n;
	return strings;
}

static void
process_read(struct reading *in, const struct ring_record *record, const char *payload)
{
	struct ring_start start;
	if (record->length < sizeof(start))
		return;
	memcpy(&start, payload, sizeof(start));
	const char *at = payload + sizeof(start), *end = payload + record->length;
	const char *execfn = start_string(&at, end);
	const char *exe = start_string(&at, end);
	const char *cwd = start_string(&at, end);
	if (cwd == NULL)
		return;
	struct growing *g = process_add(in, (pid_t)record->pid);
	struct process *p = &g->process;
	g->since = start.text_position;
	p->parent = (pid_t)start.parent;
	p->depth = start.depth;
	p->python = start.python != 0;
	p->execfn = execfn;
	p->exe = exe;
	p->cwd = cwd;
	p->argv = start_strings(in, &at, end, start.arguments, &p->argc);
	p->env = start_strings(in, &at, end, start.variables, NULL);
	if (!in->began_known || start.text_position < in->began) {
		in->began = start.text_position;
		in->began_known = true;
	}
}

/* The process `pid` as it was at `position` of the texts (a process that
 * executes several programs one after the other is several); made up from what
 * it was forked from if it executed none. */
static struct growing *
process_at(struct reading *in, const struct ring_record *record, uint64_t position)
{
	struct growing *image = NULL;
	for (size_t i = 0; i < in->count; i++) {
		struct growing *g = &in->all[i];
		bool forked = g->image != i;
		if ((uint32_t)g->process.pid == record->pid && g->since <= position &&
		    (!forked || (uint32_t)in->all[g->image].process.pid == record->image))
			image = g;
	}
	if (image != NULL)
		return image;
	size_t of = in->count;
	for (size_t i = 0; i < in->count; i++)
		if ((uint32_t)in->all[i].process.pid == record->image && in->all[i].since <= position)
			of = i;
	bool known = of < in->count;
	if (!known && record->kind == RING_EXIT)
		return NULL;
	struct growing *g = process_add(in, (pid_t)record->pid);
	if (known) {
		const struct process *parent = &in->all[of].process;
		g->image = of;
		g->since = in->all[of].since;
		g->process.parent = parent->pid;
		g->process.depth = parent->depth + parent->python;
		g->process.python = parent->python;
		g->process.execfn = parent->execfn;
		g->process.exe = parent->exe;
		g->process.cwd = parent->cwd;
		g->process.argv = parent->argv;
		g->process.argc = parent->argc;
		g->process.env = parent->env;
	}
	return g;
}

static void
piece_add(struct reading *in, size_t process)
{
	struct run *r = in->run;
	if (r->piece_count > 0 && r->pieces[r->piece_count - 1].process == process)
		return;
	if (r->piece_count == in->piece_capacity) {
		size_t capacity = in->piece_capacity == 0 ? 16 : in->piece_capacity * 2;
		void *grown = arena_array(in->arena, capacity, sizeof(*r->pieces));
		if (r->piece_count > 0)
			memcpy(grown, r->pieces, r->piece_count * sizeof(*r->pieces));
		r->pieces = grown;
		in->piece_capacity = capacity;
	}
	r->pieces[r->piece_count].offset = r->size;
	r->pieces[r->piece_count++].process = process;
}

static void
events_read(struct reading *in, const struct ring_copy *ring, enum ring_kind kind)
{
	const struct ring_record *record;
	const char *payload;
	for (uint64_t at = ring->events.first; (record = ring_next(ring, &ring->events, &at, &payload)) != NULL;) {
		if (record->run != in->run->number || record->kind != kind)
			continue;
		if (kind == RING_START) {
			process_read(in, record, payload);
		} else {
			struct growing *g = process_at(in, record, UINT64_MAX);
			if (g == NULL)
				continue;
			g->process.ended = true;
			g->process.status = record->status & 0xff;
		}
	}
}

/* The next text record of this run. */
static const struct ring_record *
text_next(struct reading *in, const struct ring_copy *ring, uint64_t *at, const char **payload)
{
	const struct ring_record *record;
	do
		record = ring_next(ring, &ring->texts, at, payload);
	while (record != NULL &&
	       (record->run != in->run->number || (record->kind != RING_STDERR && record->kind != RING_STDOUT)));
	return record;
}

/* What each process wrote, from the pieces of the whole. */
static void
texts_part(struct reading *in)
{
	struct run *r = in->run;
	for (size_t i = 0; i < in->count; i++) {
		struct growing *g = &in->all[i];
		bool all = g->process.size == r->size;
		g->text = all || g->process.size == 0 ? NULL : arena_alloc(in->arena, g->process.size + 1);
		g->process.text = g->text != NULL ? g->text : all ? r->text : "";
	}
	for (size_t i = 0; i < r->piece_count; i++) {
		struct growing *g = &in->all[r->pieces[i].process];
		size_t from = r->pieces[i].offset;
		size_t size = (i + 1 < r->piece_count ? r->pieces[i + 1].offset : r->size) - from;
		if (g->text == NULL)
			continue;
		memcpy(g->text, r->text + from, size);
		g->text += size;
	}
}

/* Twice over the texts: who wrote how much first, so that nothing is copied more
 * often than it must be. */
static void
texts_read(struct reading *in, const struct ring_copy *ring)
{
	struct run *r = in->run;
	const struct ring_record *record;
	const char *payload;
	for (uint64_t at = ring->texts.first; (record = text_next(in, ring, &at, &payload)) != NULL;) {
		struct growing *g = process_at(in, record, record->position);
		piece_add(in, (size_t)(g - in->all));
		g->process.size += record->length;
		r->size += record->length;
		r->truncated = r->truncated || (record->flags & RING_CUT);
	}
	char *text = arena_alloc(in->arena, r->size + 1), *to = text;
	r->text = text;
	for (uint64_t at = ring->texts.first; (record = text_next(in, ring, &at, &payload)) != NULL;) {
		memcpy(to, payload, record->length);
		to += record->length;
	}
	texts_part(in);
}

/* Run `number` of a copy. NULL if nothing of it is left. */
static struct run *
run_of(struct arena *a, const struct ring_copy *ring, uint32_t number)
{
	const struct ring_report *report = ring->report;
	struct run *r = arena_alloc(a, sizeof(*r));
	r->number = number;
	r->status = -1;
	r->local = true;
	r->ring = ring;
	if (report != NULL && report->run == r->number) {
		r->status = report->status;
		r->shell = report->shell[0] != '\0' ? report->shell : NULL;
		r->command = report->command[0] != '\0' ? report->command : NULL;
		r->cwd = report->cwd[0] != '\0' ? report->cwd : NULL;
	}
	struct reading in = {.arena = a, .run = r};
	events_read(&in, ring, RING_START);
	texts_read(&in, ring);
	events_read(&in, ring, RING_EXIT);
	if (in.count == 0)
		return NULL;
	r->truncated = r->truncated || (in.began_known ? in.began < ring->texts.first : ring->texts.first > 0);
	r->count = in.count;
	r->processes = arena_array(a, in.count, sizeof(*r->processes));
	for (size_t i = 0; i < in.count; i++)
		r->processes[i] = in.all[i].process;
	return r;
}

struct run *
run_from_ring(struct arena *a, const char *path, uint32_t number, const char **why)
{
	const char *reason;
	if (why == NULL)
		why = &reason;
	const struct ring_copy *ring = ring_read(a, path, why);
	if (ring == NULL)
		return NULL;
	if (number == 0 && ring->report == NULL) {
		*why = _("no failure has been reported in this shell yet");
		return NULL;
	}
	struct run *r = run_of(a, ring, number == 0 ? ring->report->run : number);
	if (r == NULL)
		*why = _("nothing of that command is left in the ring");
	return r;
}

struct run *
run_reported(struct arena *a, const struct run *r)
{
	const struct ring_report *report = r->ring != NULL ? r->ring->report : NULL;
	return report != NULL && report->run != r->number ? run_of(a, r->ring, report->run) : NULL;
}
