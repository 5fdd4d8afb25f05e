/* libFuzzer: failures with causes, members, notes and frames, and hints with
 * fixes, whose every text is any bytes: what is written is one line of JSON that
 * a reader takes, says what was meant, and shows no character a terminal obeys. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/text.h"
#include "hint/hint.h"

/* The trap stands in the line of what did not hold. */
#define require(holds) ((holds) ? (void)0 : __builtin_trap())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
	struct arena *arena;
	const uint8_t *at;
	size_t left;
};

static unsigned
take(struct input *in)
{
	if (in->left == 0)
		return 0;
	in->left--;
	return *in->at++;
}

/* A text that ends in byte 0xfe. */
static char *
take_text(struct input *in)
{
	const uint8_t *end = in->left > 0 ? memchr(in->at, 0xfe, in->left) : NULL;
	size_t n = end != NULL ? (size_t)(end - in->at) : in->left;
	char *s = arena_strndup(in->arena, (const char *)in->at, n);
	in->at += n;
	in->left -= n;
	take(in);
	return s;
}

static const char **
take_list(struct input *in, unsigned count)
{
	const char **list = arena_array(in->arena, count + 1, sizeof(*list));
	for (unsigned i = 0; i < count; i++)
		list[i] = take_text(in);
	return list;
}

static struct failure *
take_failure(struct input *in, unsigned depth)
{
	struct failure *f = arena_alloc(in->arena, sizeof(*f));
	unsigned shape = take(in);
	*f = (struct failure){.kind = FAILURE_EXCEPTION, .type = take_text(in), .message = take_text(in)};
	f->name = f->type;
	f->frame_count = shape & 3;
	f->frames = arena_array(in->arena, f->frame_count + 1, sizeof(*f->frames));
	for (size_t i = 0; i < f->frame_count; i++)
		f->frames[i] = (struct frame){.file = take_text(in),
					      .line = (int)take(in),
					      .function = i & 1 ? take_text(in) : NULL,
					      .source = shape & 4 ? take_text(in) : NULL};
	if (shape & 8)
		f->notes = take_list(in, 1 + (shape >> 6));
	if (shape & 16) {
		f->file = take_text(in);
		f->line = (int)take(in);
		f->source = take_text(in);
	}
	if (shape & 32 && depth < 200) {
		f->link = LINK_CAUSE;
		f->cause = take_failure(in, depth + 1);
	}
	if (shape & 64 && depth < 200) {
		f->members = arena_array(in->arena, 3, sizeof(struct failure *));
		f->members[0] = take_failure(in, depth + 1);
		f->members[1] = shape & 128 ? take_failure(in, depth + 1) : NULL;
	}
	return f;
}

static void
take_hint(struct input *in, struct hint *h, const struct match *m)
{
	unsigned shape = take(in);
	*h = (struct hint){.id = take_text(in),
			   .exception = take_text(in),
			   .summary = take_text(in),
			   .why = take_text(in),
			   .fix_count = shape & 3,
			   .match = m};
	h->fixes = arena_array(in->arena, h->fix_count + 1, sizeof(*h->fixes));
	for (size_t i = 0; i < h->fix_count; i++) {
		struct fix *f = &h->fixes[i];
		*f = (struct fix){.kind = "run", .label = take_text(in), .reason = take_text(in)};
		char **text = i == 0 ? (char **)&f->command : i == 1 ? (char **)&f->text : (char **)&f->file;
		*text = take_text(in);
		f->before = shape & 4 ? take_text(in) : NULL;
		f->after = f->before;
	}
}

/* No control character but the newline at the end, no bidi control. */
static void
check_text(struct arena *a, const struct buf *out)
{
	require(out->size > 1 && out->text[out->size - 1] == '\n');
	require(!text_is_hostile(arena_strndup(a, out->text, out->size - 1)));
}

/* What the reader allocates is gone with the arena: it is the witness, not what is
 * tried, and the sanitizer's books about its many pieces took most of the time. */
static struct arena *reader_arena;

static void *
reader_alloc(size_t n)
{
	return arena_alloc(reader_arena, n);
}

static void
reader_free(void *piece)
{
	(void)piece;
}

static json_t *
read_back(struct arena *a, const struct buf *out)
{
	json_malloc_t alloc;
	json_free_t release;
	json_get_alloc_funcs(&alloc, &release);
	reader_arena = a;
	json_set_alloc_funcs(reader_alloc, reader_free);
	json_t *read = json_loadb(out->text, out->size, 0, NULL);
	json_set_alloc_funcs(alloc, release);
	return read;
}

static bool
is_utf8(const char *s)
{
	for (size_t i = 0, n = strlen(s), length; i < n; i += length)
		if (text_decode(s + i, n - i, &length) < 0)
			return false;
	return true;
}

static void
check_string(struct arena *a, const json_t *object, const char *key, const char *meant)
{
	const char *said = json_string_value(json_object_get(object, key));
	require(said != NULL);
	require(strcmp(said, is_utf8(meant) ? meant : text_safe(a, meant, strlen(meant))) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *a; /* one for all: new pages for each input took a third of the time */
	if (a == NULL)
		a = arena_new();
	struct input in = {a, data, size};
	struct pattern pattern = {.id = "p", .file = "p.yaml", .layer = "user", .docs = take_list(&in, take(&in) & 1)};
	struct failure *all[4];
	struct failures failures = {.all = all, .count = 1 + (take(&in) & 3), .text = ""};
	for (size_t i = 0; i < failures.count; i++)
		all[i] = take_failure(&in, 0);
	failures.root = all[0];
	struct match m = {.pattern = &pattern, .failure = all[0]};
	struct hint hint;
	take_hint(&in, &hint, &m);
	struct buf out = buf_new(a);
	struct hints hints = {&hint, 1};
	hint_json(&out, &hints, &failures);
	check_text(a, &out);
	json_t *read = read_back(a, &out);
	require(read != NULL);
	json_t *said = json_array_get(json_object_get(read, "failures"), 0);
	check_string(a, said, "type", all[0]->type);
	check_string(a, said, "message", all[0]->message);
	said = json_array_get(json_object_get(read, "hints"), 0);
	check_string(a, said, "summary", hint.summary);
	arena_reset(a);
	return 0;
}
