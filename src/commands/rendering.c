#include "commands/rendering.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsontext.h"
#include "base/lang.h"
#include "base/text.h"
#include "commands/annotation.h"

static const struct rendering renderings[] = {
	{"text", text_all, text_one}, {"jsonl", jsonl_all, jsonl_one}, {"github", github_all, github_one},
	{"sarif", sarif_all, NULL},   {"junit", junit_all, NULL},
};

const struct rendering *
rendering_named(const char *name)
{
	for (size_t i = 0; i < sizeof(renderings) / sizeof(*renderings); i++)
		if (strcmp(renderings[i].name, name) == 0)
			return &renderings[i];
	return NULL;
}

/* `build.log:120 (3 times, last at other.log:7)` */
static void
text_head(FILE *out, const struct finding *f)
{
	struct arena *a = arena_new();
	const struct position *first = &f->first, *last = &f->latest;
	fprintf(out, "%s:%zu", text_safe(a, first->log, 400), first->line);
	if (f->count > 1 && strcmp(first->log, last->log) == 0)
		fprintf(out, _(" (%zu times, last in line %zu)"), f->count, last->line);
	else if (f->count > 1)
		fprintf(out, _(" (%zu times, last in %s:%zu)"), f->count, text_safe(a, last->log, 400), last->line);
	fputc('\n', out);
	arena_free(a);
}

static void
text_body(FILE *out, const struct finding *f)
{
	if (f->id != NULL)
		fputs(f->text, out);
	else
		fprintf(out, _("remedy: no pattern knows this failure: %s: %s\n"), f->type, f->message);
}

void
text_one(FILE *out, struct finding *f)
{
	if (f->count == 1) {
		text_head(out, f);
		text_body(out, f);
		fputc('\n', out);
	} else if ((f->count & (f->count - 1)) == 0) {
		struct arena *a = arena_new();
		fprintf(out, _("%s:%zu: again, %zu times by now: %s\n"), text_safe(a, f->latest.log, 400),
			f->latest.line, f->count, f->id != NULL ? f->summary : f->type);
		arena_free(a);
	}
}

void
text_all(FILE *out, struct findings *f)
{
	for (size_t i = 0; i < f->count; i++) {
		if (i > 0)
			fputc('\n', out);
		text_head(out, f->all[i]);
		text_body(out, f->all[i]);
	}
}

static json_t *
position_json(const struct position *p)
{
	struct arena *a = arena_new();
	json_t *name = json_string(p->log);
	if (name == NULL) /* a name that is no UTF-8 */
		name = json_string(text_safe(a, p->log, 4000));
	arena_free(a);
	return json_pack("{s:o, s:I}", "file", name, "line", (json_int_t)p->line);
}

static void
jsonl_print(FILE *out, struct finding *f)
{
	size_t count = f->count - f->told;
	json_t *object = json_object(), *days = json_object(), *positions = json_array();
	json_object_set_new(object, "version", json_integer(1));
	json_object_set_new(object, "id", f->id != NULL ? json_string(f->id) : json_null());
	json_object_set_new(object, "type", json_string(f->type));
	json_object_set_new(object, "message", json_string(f->message));
	json_object_set_new(object, "shape", json_string(f->shape));
	json_object_set_new(object, "file", f->file != NULL ? json_string(f->file) : json_null());
	json_object_set_new(object, "line", f->line > 0 ? json_integer(f->line) : json_null());
	json_object_set_new(object, "project", f->project != NULL ? json_string(f->project) : json_null());
	json_object_set_new(object, "count", json_integer((json_int_t)count));
	for (size_t i = 0; i < f->day_count; i++)
		json_object_set_new(days, f->days[i].day, json_integer((json_int_t)f->days[i].count));
	json_object_set_new(object, "days", days);
	for (size_t i = 0; i < f->position_count; i++)
		json_array_append_new(positions, position_json(&f->positions[i]));
	json_object_set_new(object, "positions", positions);
	json_object_set(object, "hint", f->hint != NULL ? f->hint : json_null());
	jsontext_print(out, object, 0);
	json_decref(object);
	f->told = f->count;
	f->day_count = f->position_count = 0;
}

/* Its first time at once; how often it came again, at the end. */
void
jsonl_one(FILE *out, struct finding *f)
{
	if (f->told == 0)
		jsonl_print(out, f);
}

void
jsonl_all(FILE *out, struct findings *f)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->all[i]->count > f->all[i]->told)
			jsonl_print(out, f->all[i]);
}

void
github_one(FILE *out, struct finding *f)
{
	if (f->told > 0)
		return;
	struct arena *a = arena_new();
	const char *unknown = arena_printf(a, "%s: %s", f->type, f->message);
	const struct annotation note = {
		.id = f->id != NULL ? f->id : "",
		.title = f->id != NULL ? f->summary : unknown,
		.text = f->id != NULL ? f->plain : unknown,
		.file = f->path,
		.line = f->line,
	};
	fputs(annotation_github(a, &note), out);
	f->told = f->count;
	arena_free(a);
}

void
github_all(FILE *out, struct findings *f)
{
	for (size_t i = 0; i < f->count; i++)
		github_one(out, f->all[i]);
}
