#include <jansson.h>
#include <string.h>

#include "base/buf.h"
#include "base/jsontext.h"
#include "base/text.h"
#include "commands/rendering.h"

enum { RELATED = 20 };

/* A path as a URI reference (RFC 3986). */
static json_t *
uri(struct arena *a, const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=@";
	struct buf out = buf_new(a);
	if (strcmp(path, "-") == 0)
		return json_string("stdin");
	if (path[0] != '\0' && path[1] == ':')
		buf_add_string(&out, "file:///");
	else if (path[0] == '/')
		buf_add_string(&out, "file://");
	for (size_t i = 0; path[i] != '\0'; i++) {
		bool drive = i == 1 && path[i] == ':';
		if (strchr(plain, path[i]) != NULL || drive)
			buf_add_char(&out, path[i]);
		else if (path[i] == '\\')
			buf_add_char(&out, '/');
		else
			buf_printf(&out, "%%%02X", (unsigned char)path[i]);
	}
	return json_string(out.text);
}

static json_t *
location(struct arena *a, const char *path, size_t line, size_t last)
{
	json_t *region = json_object(), *physical = json_object();
	json_object_set_new(physical, "artifactLocation", json_pack("{s:o}", "uri", uri(a, path)));
	if (line > 0) {
		json_object_set_new(region, "startLine", json_integer((json_int_t)line));
		if (last > line)
			json_object_set_new(region, "endLine", json_integer((json_int_t)last));
		json_object_set(physical, "region", region);
	}
	json_decref(region);
	return json_pack("{s:o}", "physicalLocation", physical);
}

static json_t *
result(struct arena *a, const struct finding *f)
{
	json_t *object = json_object(), *places = json_array(), *related = json_array();
	const char *text = f->id != NULL ? f->plain : arena_printf(a, "%s: %s", f->type, f->message);
	json_object_set_new(object, "ruleId", json_string(f->id != NULL ? f->id : f->type));
	json_object_set_new(object, "level", json_string("error"));
	json_object_set_new(object, "message", json_pack("{s:s}", "text", text));
	if (f->path != NULL)
		json_array_append_new(places, location(a, f->path, f->line > 0 ? (size_t)f->line : 0, 0));
	for (size_t i = 0; i < f->position_count && i < RELATED; i++) {
		const struct position *p = &f->positions[i];
		json_t *one = location(a, p->log, p->line, p->last);
		/* Where there is no place in the code, the log's is the place. */
		if (json_array_size(places) == 0) {
			json_array_append_new(places, one);
			continue;
		}
		json_object_set_new(one, "message", json_pack("{s:s}", "text", "in this log"));
		json_array_append_new(related, one);
	}
	json_object_set_new(object, "locations", places);
	if (json_array_size(related) > 0)
		json_object_set(object, "relatedLocations", related);
	json_decref(related);
	json_object_set_new(object, "occurrenceCount", json_integer((json_int_t)f->count));
	json_object_set_new(object, "partialFingerprints", json_pack("{s:s}", "remedyShape/v1", f->shape));
	return object;
}

static void
add_rule(json_t *rules, json_t *known, const struct finding *f)
{
	const char *id = f->id != NULL ? f->id : f->type;
	if (json_object_get(known, id) != NULL)
		return;
	json_object_set_new(known, id, json_true());
	json_t *rule = json_pack("{s:s, s:{s:s}}", "id", id, "shortDescription", "text",
				 f->id != NULL ? f->summary : f->shape);
	json_t *docs = f->hint != NULL ? json_object_get(f->hint, "docs") : NULL;
	if (json_array_size(docs) > 0)
		json_object_set(rule, "helpUri", json_array_get(docs, 0));
	json_array_append_new(rules, rule);
}

void
sarif_all(FILE *out, struct findings *f)
{
	struct arena *a = arena_new();
	json_t *results = json_array(), *rules = json_array(), *known = json_object();
	for (size_t i = 0; i < f->count; i++) {
		add_rule(rules, known, f->all[i]);
		json_array_append_new(results, result(a, f->all[i]));
	}
	json_t *log = json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:o, s:s}]}", "$schema",
				"https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0", "runs", "tool",
				"driver", "name", "remedy", "version", REMEDY_VERSION, "rules", rules, "results",
				results, "columnKind", "unicodeCodePoints");
	jsontext_print(out, log, 1);
	json_decref(log);
	json_decref(known);
	arena_free(a);
}
