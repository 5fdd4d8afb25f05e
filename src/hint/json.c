#include <jansson.h>
#include <string.h>

#include "base/jsontext.h"
#include "base/text.h"
#include "hint/hint.h"

enum {
	DEPTH_LIMIT = 100,    /* of causes and groups in each other: readers of JSON have limits too */
	FAILURE_LIMIT = 2000, /* in one object */
};

/* Text of ours is UTF-8; should it not be, what is safe of it. */
static json_t *
string(struct arena *a, const char *s)
{
	json_t *json = json_string(s);
	return json != NULL ? json : json_string(text_safe(a, s, strlen(s)));
}

static void
set_string(struct arena *a, json_t *object, const char *key, const char *s)
{
	json_object_set_new(object, key, s != NULL ? string(a, s) : json_null());
}

static json_t *
strings(struct arena *a, const char **list)
{
	json_t *array = json_array();
	for (; list != NULL && *list != NULL; list++)
		json_array_append_new(array, string(a, *list));
	return array;
}

static json_t *
frames(struct arena *a, const struct failure *f)
{
	json_t *array = json_array();
	for (size_t i = 0; i < f->frame_count; i++) {
		const struct frame *frame = &f->frames[i];
		json_t *object = json_object();
		set_string(a, object, "file", frame->file);
		json_object_set_new(object, "line", frame->line > 0 ? json_integer(frame->line) : json_null());
		set_string(a, object, "function", frame->function);
		set_string(a, object, "source", frame->source);
		json_array_append_new(array, object);
	}
	if (f->file != NULL) { /* a syntax error's place is its innermost frame */
		json_t *object = json_object();
		set_string(a, object, "file", f->file);
		json_object_set_new(object, "line", f->line > 0 ? json_integer(f->line) : json_null());
		set_string(a, object, "function", NULL);
		set_string(a, object, "source", f->source);
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
failure(struct arena *a, const struct failure *f, const struct failure *root, unsigned depth, unsigned *left)
{
	if (f == NULL || depth == 0 || *left == 0)
		return json_null();
	--*left;
	json_t *object = json_object();
	set_string(a, object, "type", f->type);
	set_string(a, object, "message", f->message);
	json_object_set_new(object, "frames", frames(a, f));
	json_object_set_new(object, "cause", failure(a, f->cause, root, depth - 1, left));
	if (f->notes != NULL && f->notes[0] != NULL)
		json_object_set_new(object, "notes", strings(a, f->notes));
	if (f->members != NULL) {
		json_t *array = json_array();
		for (struct failure **m = f->members; *m != NULL && *left > 0; m++)
			json_array_append_new(array, failure(a, *m, root, depth - 1, left));
		json_object_set_new(object, "members", array);
	}
	if (f == root)
		json_object_set_new(object, "root", json_true());
	return object;
}

static json_t *
fix(struct arena *a, const struct fix *f)
{
	json_t *object = json_object();
	set_string(a, object, "kind", f->kind);
	set_string(a, object, "label", f->label);
	if (f->command != NULL) {
		set_string(a, object, "command", f->command);
		json_object_set_new(object, "privileged", json_boolean(f->privileged));
	} else if (f->text != NULL) {
		set_string(a, object, "text", f->text);
	} else {
		set_string(a, object, "file", f->file);
		json_object_set_new(object, "line", f->line > 0 ? json_integer(f->line) : json_null());
		if (f->before != NULL) {
			set_string(a, object, "before", f->before);
			set_string(a, object, "after", f->after);
		}
	}
	if (*f->reason != '\0')
		set_string(a, object, "reason", f->reason);
	return object;
}

static json_t *
hint(struct arena *a, const struct hint *h)
{
	json_t *object = json_object();
	set_string(a, object, "id", h->id);
	set_string(a, object, "exception", h->exception);
	set_string(a, object, "summary", h->summary);
	set_string(a, object, "why", h->why);
	json_t *array = json_array();
	for (size_t i = 0; i < h->fix_count; i++)
		json_array_append_new(array, fix(a, &h->fixes[i]));
	json_object_set_new(object, "fixes", array);
	json_object_set_new(object, "docs", strings(a, h->match->pattern->docs));
	return object;
}

struct json_t *
hint_json_one(struct arena *a, const struct hint *h)
{
	return hint(a, h);
}

struct json_t *
hint_json_new(void)
{
	json_t *object = json_object();
	json_object_set_new(object, "version", json_integer(1));
	json_object_set_new(object, "failures", json_array());
	json_object_set_new(object, "hints", json_array());
	return object;
}

void
hint_json_add(struct arena *a, struct json_t *object, const struct hints *h, const struct failures *f)
{
	json_t *failures = json_object_get(object, "failures"), *hints = json_object_get(object, "hints");
	size_t before = json_array_size(failures);
	unsigned left = before < FAILURE_LIMIT ? FAILURE_LIMIT - (unsigned)before : 0;
	if (left == 0 || json_array_size(hints) >= FAILURE_LIMIT)
		return;
	for (size_t i = 0; i < f->count && left > 0; i++)
		json_array_append_new(failures, failure(a, f->all[i], f->root, DEPTH_LIMIT, &left));
	for (size_t i = 0; i < h->count; i++)
		json_array_append_new(hints, hint(a, &h->all[i]));
}

void
hint_json_end(struct buf *out, struct json_t *object)
{
	if (jsontext_add(out, object, 0))
		buf_add_char(out, '\n');
	json_decref(object);
}

void
hint_json(struct buf *out, const struct hints *h, const struct failures *f)
{
	struct json_t *object = hint_json_new();
	hint_json_add(out->arena, object, h, f);
	hint_json_end(out, object);
}
