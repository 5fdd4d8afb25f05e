/* structured: exceptions that a log in JSON holds as objects, a line each:
 *
 *   {"errorType": "KeyError", "errorMessage": "'id'", "stackTrace": ["  File …"]}
 *   {"exception": [{"exc_type": "KeyError", "exc_value": "'id'", "is_cause": false,
 *                   "frames": [{"filename": "a.py", "lineno": 3, "name": "f"}]}]}
 *
 * The first is AWS Lambda's, the second structlog's and Airflow's; there the first of
 * the list was raised last. */
#include <jansson.h>
#include <string.h>

#include "failure/parser.h"

enum { LIMIT = 1 << 20, FRAMES = 1000, CHAIN = 100 };

static const char *
string_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static struct failure *
begin(struct scope *s, const struct line *l, const char *type, const char *message)
{
	struct line name = {.s = type, .n = strlen(type)};
	struct headline h;
	if (name.n == 0 || !headline_read(&name, &h) || h.type_size != name.n)
		return NULL;
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	failure_name(s, f, type, name.n);
	f->message = arena_strdup(s->parser->arena, message != NULL ? message : "");
	f->end = l->next;
	return f;
}

/* `  File "a.py", line 3, in f\n    source\n`, or a list of the four. */
static void
lambda_frame(struct scope *s, struct failure *f, const json_t *entry)
{
	struct arena *a = s->parser->arena;
	const char *text = json_string_value(entry);
	struct frame frame = {0};
	if (text != NULL) {
		size_t n = strcspn(text, "\n");
		struct line l = {.s = text, .n = n};
		if (!traceback_frame(s, &l, &frame))
			return;
		struct line source = {.s = text + n, .n = strlen(text + n)};
		if (source.n > 0)
			source = line_skip(&source, 1);
		source = line_trim(&source);
		size_t end = 0;
		while (end < source.n && source.s[end] != '\n')
			end++;
		frame.source = end > 0 ? arena_strndup(a, source.s, end) : NULL;
	} else {
		const char *file = json_string_value(json_array_get(entry, 0));
		const char *function = json_string_value(json_array_get(entry, 2));
		const char *source = json_string_value(json_array_get(entry, 3));
		if (file == NULL)
			return;
		frame.file = arena_strdup(a, file);
		frame.line = (int)json_integer_value(json_array_get(entry, 1));
		frame.function = function != NULL ? arena_strdup(a, function) : NULL;
		frame.source = source != NULL ? arena_strdup(a, source) : NULL;
	}
	failure_add_frame(s, f, frame);
}

static struct failure *
lambda_read(struct scope *s, const struct line *l, const json_t *object)
{
	const char *type = string_of(object, "errorType");
	const json_t *stack = json_object_get(object, "stackTrace"), *entry;
	struct failure *f = type != NULL ? begin(s, l, type, string_of(object, "errorMessage")) : NULL;
	size_t i;
	if (f == NULL || !json_is_array(stack))
		return NULL;
	json_array_foreach(stack, i, entry)
	{
		if (f->frame_count < FRAMES)
			lambda_frame(s, f, entry);
	}
	return f;
}

static struct failure *
structlog_one(struct scope *s, const struct line *l, const json_t *object)
{
	struct arena *a = s->parser->arena;
	const char *type = string_of(object, "exc_type");
	struct failure *f = type != NULL ? begin(s, l, type, string_of(object, "exc_value")) : NULL;
	const json_t *frame;
	size_t i;
	if (f == NULL)
		return NULL;
	json_array_foreach(json_object_get(object, "frames"), i, frame)
	{
		const char *file = string_of(frame, "filename"), *function = string_of(frame, "name");
		if (file == NULL || f->frame_count == FRAMES)
			continue;
		failure_add_frame(s, f,
				  (struct frame){.file = arena_strdup(a, file),
						 .line = (int)json_integer_value(json_object_get(frame, "lineno")),
						 .function = function != NULL ? arena_strdup(a, function) : NULL});
	}
	const json_t *syntax = json_object_get(object, "syntax_error");
	const char *file = string_of(syntax, "filename");
	if (file != NULL) {
		f->file = arena_strdup(a, file);
		f->line = (int)json_integer_value(json_object_get(syntax, "lineno"));
	}
	return f;
}

/* A list of exceptions, the last one raised first. */
static struct failure *
structlog_read(struct scope *s, const struct line *l, const json_t *list)
{
	struct failure *outermost = NULL, *deepest = NULL;
	enum failure_link link = LINK_NONE;
	const json_t *one;
	size_t i;
	json_array_foreach(list, i, one)
	{
		struct failure *f = i < CHAIN ? structlog_one(s, l, one) : NULL;
		if (f == NULL)
			break;
		if (outermost == NULL) {
			outermost = f;
		} else {
			deepest->cause = f;
			deepest->link = link;
		}
		deepest = f;
		link = json_is_true(json_object_get(one, "is_cause")) ? LINK_CAUSE : LINK_CONTEXT;
	}
	return outermost;
}

size_t
structured_parse(struct scope *s, const struct line *l)
{
	if (l->s[0] != '{' || l->s[l->n - 1] != '}' || l->n > LIMIT ||
	    (line_find(l, "\"stackTrace\"") == NULL && memmem(l->s, l->n, "\"exc_type\"", 10) == NULL))
		return 0;
	json_t *object = json_loadb(l->s, l->n, 0, NULL), *value;
	const char *key;
	struct failure *f = object != NULL ? lambda_read(s, l, object) : NULL;
	json_object_foreach(object, key, value)
	{
		if (f == NULL && json_is_array(value))
			f = structlog_read(s, l, value);
	}
	json_decref(object);
	if (f == NULL)
		return 0;
	scope_add(s, f, WEIGHT_FULL);
	return l->next;
}
