#include "commands/finding.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "commands/annotation.h"
#include "commands/owner.h"
#include "memory/shape.h"

enum { SLOTS = 1 << 10, SLOTS_MOST = 1 << 18, MESSAGE = 2000 };

struct finding_slot {
	uint64_t hash; /* 0: empty */
	struct finding *finding;
};

static uint64_t
hash_bytes(uint64_t h, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	for (size_t i = 0; i < n; i++)
		h = (h ^ p[i]) * 0x100000001b3u;
	return h;
}

/* With its NUL, so that the ends of two strings count. */
static uint64_t
hash_string(uint64_t h, const char *s)
{
	return s != NULL ? hash_bytes(h, s, strlen(s) + 1) : hash_bytes(h, "\1", 1);
}

static const uint64_t basis = 0xcbf29ce484222325u;

struct findings *
findings_new(struct arena *a)
{
	struct findings *f = arena_alloc(a, sizeof(*f));
	f->arena = a;
	f->slot_count = SLOTS;
	f->slots = arena_array(a, SLOTS, sizeof(*f->slots));
	return f;
}

static struct finding_slot *
slot_of(struct findings *f, uint64_t hash)
{
	size_t mask = f->slot_count - 1, i = hash & mask;
	while (f->slots[i].hash != 0 && f->slots[i].hash != hash)
		i = (i + 1) & mask;
	return &f->slots[i];
}

static void
slot_set(struct findings *f, uint64_t hash, struct finding *finding, bool keep)
{
	if (f->slots_used * 2 >= f->slot_count && f->slot_count < SLOTS_MOST) {
		struct finding_slot *old = f->slots;
		size_t n = f->slot_count;
		f->slot_count *= 4;
		f->slots = arena_array(f->arena, f->slot_count, sizeof(*f->slots));
		for (size_t i = 0; i < n; i++)
			if (old[i].hash != 0)
				*slot_of(f, old[i].hash) = old[i];
	}
	/* Of likenesses there may be any number: what is looked up in vain is found
	 * out again. Of findings there is a limit. */
	if (f->slots_used >= f->slot_count / 2 && f->slots_used >= SLOTS_MOST / 2 && !keep)
		return;
	struct finding_slot *slot = slot_of(f, hash);
	if (slot->hash == 0)
		f->slots_used++;
	*slot = (struct finding_slot){hash, finding};
}

void
findings_begin_log(struct findings *f)
{
	f->log++;
}

/* All that is printed of a failure, in this log. 0 is no hash. */
static uint64_t
likeness(const struct findings *findings, const struct failures *f)
{
	uint64_t h = hash_bytes(basis, &findings->log, sizeof(findings->log));
	for (size_t i = 0; i < f->count; i++) {
		for (const struct failure *one = f->all[i]; one != NULL; one = one->cause) {
			h = hash_string(h, one->type);
			h = hash_string(h, one->message);
			h = hash_string(h, one->file);
			h = hash_bytes(h, &one->line, sizeof(one->line));
			for (size_t k = 0; k < one->frame_count; k++) {
				h = hash_string(h, one->frames[k].file);
				h = hash_bytes(h, &one->frames[k].line, sizeof(one->frames[k].line));
			}
		}
	}
	return h != 0 ? h : 1;
}

static void
count_day(struct finding *f, const char *day)
{
	if (*day == '\0')
		return;
	for (size_t i = 0; i < f->day_count; i++) {
		if (strcmp(f->days[i].day, day) == 0) {
			f->days[i].count++;
			return;
		}
	}
	if (f->day_count < FINDING_DAYS) {
		memcpy(f->days[f->day_count].day, day, sizeof(f->days[0].day));
		f->days[f->day_count++].count = 1;
	}
}

static void
count(struct findings *all, struct finding *f, const struct occurrence *o)
{
	struct position p = o->position;
	if (f->count > 0 && strcmp(f->latest.log, p.log) == 0)
		p.log = f->latest.log;
	else
		p.log = arena_strdup(all->arena, p.log);
	if (f->position_count < FINDING_POSITIONS)
		f->positions[f->position_count++] = p;
	if (f->count++ == 0)
		f->first = p;
	f->latest = p;
	count_day(f, o->day);
	all->total++;
}

struct finding *
findings_again(struct findings *f, const struct occurrence *o)
{
	struct finding *before = slot_of(f, likeness(f, &o->episode->failures))->finding;
	if (before != NULL)
		count(f, before, o);
	return before;
}

/* What makes it the same to a person: the same words and the same cure; or words
 * of the same shape, at the same place, with the same cure. */
struct sameness {
	uint64_t words, shape;
};

static struct sameness
sameness(const struct finding *f, const struct hint *h)
{
	uint64_t cure = hash_string(hash_bytes(basis, "=", 1), f->project);
	cure = hash_string(cure, h != NULL ? h->id : NULL);
	if (h != NULL && h->fix_count > 0) {
		const struct fix *fix = &h->fixes[0];
		cure = hash_string(hash_string(cure, fix->command), fix->text);
		cure = hash_string(cure, fix->file);
		cure = hash_bytes(cure, &fix->line, sizeof(fix->line));
	}
	uint64_t shape = hash_string(hash_string(cure, f->file), f->shape);
	return (struct sameness){
		.words = hash_string(h != NULL ? cure : shape, h != NULL ? h->summary : f->message),
		.shape = hash_bytes(shape, &f->line, sizeof(f->line)),
	};
}

static struct finding *
add_new(struct findings *all, const struct finding *draft, const struct hint *h)
{
	struct arena *a = all->arena;
	struct style style = style_of(1), plain = {.width = 100, .utf8 = true};
	struct finding *f = arena_alloc(a, sizeof(*f));
	*f = *draft;
	f->type = arena_strdup(a, draft->type);
	f->message = arena_strdup(a, draft->message);
	f->shape = arena_strdup(a, draft->shape);
	f->file = arena_strdup(a, draft->file);
	f->path = arena_strdup(a, draft->path);
	f->project = arena_strdup(a, draft->project);
	f->summary = f->text = f->plain = "";
	if (h != NULL) {
		struct arena *scratch = arena_new();
		struct buf out = buf_new(scratch), bare = buf_new(scratch);
		f->id = arena_strdup(a, h->id);
		f->summary = arena_strdup(a, h->summary);
		style.more = arena_printf(scratch, "remedy why %s", h->id);
		hint_print(&out, h, &style);
		f->text = arena_strdup(a, out.text);
		hint_print(&bare, h, &plain);
		f->plain = arena_strdup(a, bare.text);
		f->hint = hint_json_one(scratch, h);
		arena_free(scratch);
	}
	if (all->count == all->room) {
		size_t room = all->room == 0 ? 16 : all->room * 2;
		struct finding **grown = arena_array(a, room, sizeof(struct finding *));
		if (all->count > 0)
			memcpy(grown, all->all, all->count * sizeof(struct finding *));
		all->all = grown;
		all->room = room;
	}
	all->all[all->count++] = f;
	return f;
}

static void
find_place(struct arena *a, struct finding *f, const struct failure *root)
{
	const struct frame *frame = failure_user_frame(root);
	const char *file = root->file != NULL ? root->file : frame != NULL ? frame->file : NULL;
	struct annotation here = {.line = 0};
	if (file == NULL || *file == '<' || *file == '\0')
		return;
	f->file = text_safe(a, file, 1000);
	f->line = root->file != NULL ? root->line : frame->line;
	struct owner owner = owner_of(a, f->file);
	annotation_place(a, &here, root, getcwd(arena_alloc(a, 4096), 4096));
	f->path = here.file != NULL ? text_safe(a, here.file, 1000) : owner.path;
	if (f->project == NULL)
		f->project = owner.project;
}

struct finding *
findings_add(struct findings *all, const struct occurrence *o, const struct hint *h)
{
	struct arena *scratch = arena_new();
	const struct failures *f = &o->episode->failures;
	struct finding draft = {
		.type = text_safe(scratch, f->root->type, 200),
		.message = text_safe(scratch, f->root->message, MESSAGE),
		.shape = shape_of(scratch, f->root->type, f->root->message),
		.project = o->project,
	};
	find_place(scratch, &draft, f->root);
	struct sameness same = sameness(&draft, h);
	struct finding *found = slot_of(all, same.words)->finding;
	if (found == NULL)
		found = slot_of(all, same.shape)->finding;
	if (found == NULL && all->count >= FINDINGS_LIMIT) {
		all->lost++;
		all->total++;
	} else {
		if (found == NULL) {
			found = add_new(all, &draft, h);
			slot_set(all, same.words, found, true);
			slot_set(all, same.shape, found, true);
		}
		count(all, found, o);
		slot_set(all, likeness(all, f), found, false);
	}
	arena_free(scratch);
	return found;
}

void
findings_end(struct findings *f)
{
	for (size_t i = 0; i < f->count; i++)
		json_decref(f->all[i]->hint);
}
